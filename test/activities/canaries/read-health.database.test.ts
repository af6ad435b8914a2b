import { countGuests } from '../../../activities/guests/count-guests';
import { readHealth } from '../../../activities/canaries/read-health';
import { createCanaryActivities } from '../../../activities/runs/canary';
import type { Dependencies } from '../../../activities/dependencies';
import type { Database } from '../../../connectors/mysql/database';
import type { ClusterDefinition } from '../../../model/cluster';
import { identifier } from '../../../model/quote';
import type { RemoteMachine } from '../../../model/remote-command';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { openCanaryCloud, type CanaryCloud } from '../../support/canary-cloud';
import type { Answer } from '../../support/fake-openstack';
import { healthyCloud, PORT } from '../../support/healthy-cloud';
import { memoryLedger } from '../../support/memory-ledger';

const NOVA = `test_canary_nova_${process.pid}`;

let database: Database;
let definition: ClusterDefinition;
let cloud: CanaryCloud;
let answers: Record<string, Answer>;
let machine: (name: string) => Promise<RemoteMachine>;

beforeAll(async () => {
  cloud = await openCanaryCloud(NOVA, ['instances'], () => answers);
  ({ database, definition } = cloud);
  for (const [host, vmState, deleted] of [
    ['compute1', 'active', 0],
    ['compute1', 'stopped', 0],
    ['compute1', 'active', 4],
    ['compute2', 'active', 0],
    [null, 'error', 0],
  ] as const)
    await database.run(
      `INSERT INTO ${identifier(NOVA)}.instances (uuid, host, vm_state, deleted)
       SELECT CONCAT('vm-', COUNT(*) + 1), ?, ?, ? FROM ${identifier(NOVA)}.instances`,
      [host, vmState, deleted],
    );
});
afterAll(() => cloud.close());
beforeEach(() => {
  answers = healthyCloud();
  // how logs are read is shown by log-errors.test.ts
  machine = async (name) =>
    Promise.resolve({
      name,
      run: async () =>
        Promise.resolve({ machine: name, command: '', exitCode: 0, stdout: '0\n', stderr: '', durationMs: 0 }),
    } as unknown as RemoteMachine);
});

function look(...hosts: readonly string[]) {
  const deps = {
    releasePair: () => LIBERTY_TO_STEIN,
    databases: { of: async () => Promise.resolve(database) },
    machine: async (_: ClusterDefinition, name: string) => machine(name),
  } as unknown as Dependencies;
  return readHealth(
    deps,
    definition,
    hosts.map((host) => ({ host, since: 0 })),
  );
}

const WELL = {
  host: 'compute1',
  unasked: [],
  down: [],
  ports: [],
  logs: [
    { daemon: 'nova-compute', errors: 0, lines: [] },
    { daemon: 'the agent', errors: 0, lines: [] },
  ],
};

describe('how a canary’s hosts are', () => {
  it('is well where everything answers', async () => {
    expect(await look('compute1')).toEqual({ apis: [], hosts: [WELL] });
  });

  it('names services that are down or not known, and ports of running VMs alone', async () => {
    answers['/agents'] = { status: 200, body: { agents: [] } };
    answers['/ports'] = {
      status: 200,
      body: {
        ports: [
          { ...PORT, id: 'port-1', status: 'DOWN' },
          { ...PORT, id: 'of-a-stopped-one', device_id: 'vm-2', status: 'DOWN' },
          { ...PORT, id: 'switched-off', admin_state_up: false, status: 'DOWN' },
        ],
      },
    };
    const { hosts } = await look('compute1', 'compute2');
    expect(hosts).toMatchObject([
      { down: ['neutron-openvswitch-agent is not known to Neutron'], ports: ['port-1'] },
      { down: ['nova-compute is not known to Nova', 'neutron-openvswitch-agent is not known to Neutron'], ports: [] },
    ]);
  });

  it('tells what cannot be asked, and asks the rest', async () => {
    answers['/images'] = { status: 503, body: {} };
    answers['/ports'] = { status: 500, body: {} };
    machine = async () => Promise.reject(new Error('compute1 does not answer'));
    const { apis, hosts } = await look('compute1');
    expect(apis).toEqual([expect.stringMatching(/^image: .*503/)]);
    expect(hosts).toMatchObject([
      { down: [], unasked: [expect.stringContaining('500'), expect.stringContaining('compute1 does not answer')] },
    ]);
  });
});

test('VMs are counted by host, those that are deleted or on none are not', async () => {
  expect(await countGuests(database, definition.target.databases.nova)).toEqual(
    new Map([
      ['compute1', 2],
      ['compute2', 1],
    ]),
  );
});

test('the next hosts are the named canaries, then those with the fewest VMs', async () => {
  const ledger = memoryLedger();
  const own = {
    ...definition,
    hypervisors: ['compute1', 'compute2', 'compute3', 'compute4'],
    rollout: { ...definition.rollout, canaries: ['compute4'] },
    canary: { windows: [], timeZone: 'UTC', soakMinutes: 0, sizes: [1, 3], order: 'leastLoaded', logErrors: 0 },
  } as const;
  const canaries = createCanaryActivities(
    {
      readDefinition: async () => Promise.resolve(own),
      ledger: async () => Promise.resolve(ledger),
      databases: { of: async () => Promise.resolve(database), marked: (_, work) => work() },
    },
    () => ({ cluster: 'lab', datacenter: 'lab', pair: 'liberty-to-stein', phases: [] }),
  );
  const run = { id: 'run', cluster: 'lab', datacenter: 'lab' };
  expect(await canaries.readNextHosts({ run, count: null })).toEqual({ hosts: ['compute4'], good: 0 });
  expect(await canaries.readNextHosts({ run, count: 4 })).toMatchObject({
    hosts: ['compute4', 'compute3', 'compute2', 'compute1'],
  });
  await canaries.recordCanary({ run, event: { is: 'begun', good: 0 } });
  // as a worker that was killed before it could say so
  for (let i = 0; i < 2; i++) await canaries.recordCanary({ run, event: { is: 'good', hosts: [] } });
  expect(await canaries.readNextHosts({ run, count: null })).toEqual({
    hosts: ['compute4', 'compute3', 'compute2'],
    good: 1,
  });
});
