import { type CanariesInput, verifyCanaries } from '../../../activities/canaries/verify-canaries';
import type { Dependencies } from '../../../activities/dependencies';
import type { Database } from '../../../connectors/mysql/database';
import type { ClusterDefinition } from '../../../model/cluster';
import { identifier } from '../../../model/quote';
import type { RemoteMachine } from '../../../model/remote-command';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { openCanaryCloud, type CanaryCloud } from '../../support/canary-cloud';
import type { Answer } from '../../support/fake-openstack';
import { healthyCloud } from '../../support/healthy-cloud';
import { memoryLedger } from '../../support/memory-ledger';

const NOVA = `test_canaries_nova_${process.pid}`;
const MINUTE = 60_000;
const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };

let database: Database;
let definition: ClusterDefinition;
let cloud: CanaryCloud;
let answers: Record<string, Answer>;
const memory = memoryLedger();
/** How long ago which host came through, in milliseconds. */
let ages: Record<string, number>;
/** How long the VM was silent; what a real prober writes, and how it is read, is shown in test/connectors/probes. */
let silentMs: number;
/** Since when the prober's logs, and those of daemons, were read, in seconds. */
let probedSince: number[];
let loggedSince: number[];

beforeAll(async () => {
  cloud = await openCanaryCloud(NOVA, ['instances', 'instance_actions'], () => answers);
  ({ database, definition } = cloud);
  await database.run(
    `INSERT INTO ${identifier(NOVA)}.instances (uuid, host, vm_state, deleted, display_name)
     VALUES ('vm-1', 'compute1', 'active', 0, 'web')`,
  );
});
afterAll(() => cloud.close());
beforeEach(async () => {
  answers = healthyCloud();
  memory.clear();
  ages = { compute1: 31 * MINUTE };
  silentMs = 0;
  [probedSince, loggedSince] = [[], []];
  await database.run(`DELETE FROM ${identifier(NOVA)}.instance_actions`);
  await memory.recordFact(RUN, 'probes', {
    ...{ set: 's', byArp: [], unwatched: [] },
    points: [{ machine: 'controller', vms: [{ name: 'web-1', vm: 'web (10.0.0.5)', host: 'compute1' }], controls: [] }],
  });
});

const NOW_SECONDS = 1_000_000;

/** What the prober has lost, as `loss.py` tells it. */
function lossOf(name: string): string {
  const gap = { start: NOW_SECONDS - 9, end: NOW_SECONDS - 4, ms: silentMs, lost: 5 };
  const counts = { sent: 100, lost: silentMs === 0 ? 0 : 5, longestRun: 5, lastSeconds: NOW_SECONDS };
  return `${JSON.stringify({
    ...{ name, ...counts, longestGapMs: silentMs, totalGapMs: silentMs },
    gaps: silentMs === 0 ? [] : [gap],
  })}\n`;
}

function answerOf(argv: readonly string[]): string {
  if (argv[0] === 'date') return `${NOW_SECONDS}\n`;
  if (argv.includes('log-errors')) {
    loggedSince.push(Number(argv[argv.indexOf('log-errors') + 1]));
    return '0\n';
  }
  probedSince.push(Number(argv[5]));
  return argv.slice(8).map(lossOf).join('');
}

async function judge(phase: 'hosts' | 'agents' = 'hosts', more: Partial<CanariesInput> = {}) {
  const deps = {
    readDefinition: async () => Promise.resolve(definition),
    ledger: async () =>
      Promise.resolve({
        ...memory,
        readAges: async (_: string, steps: readonly string[]) =>
          Promise.resolve(
            new Map(
              Object.entries(ages)
                .map(([host, age]) => [`${phase}/${host}/own`, age] as const)
                .filter(([step]) => steps.includes(step)),
            ),
          ),
      }),
    releasePair: () => LIBERTY_TO_STEIN,
    databases: { of: async () => Promise.resolve(database) },
    machine: async (_: ClusterDefinition, name: string) =>
      Promise.resolve({
        name,
        run: async (argv: readonly string[]) =>
          Promise.resolve({
            ...{ machine: name, command: '', exitCode: 0, stderr: '', durationMs: 0 },
            stdout: answerOf(argv),
          }),
      } as unknown as RemoteMachine),
  } as unknown as Dependencies;
  const input: CanariesInput = {
    ...{ run: RUN, step: `${phase}/canaries/soak`, phase, hosts: ['compute1', 'compute2'], last: 'own', minutes: 30 },
    ...more,
  };
  return verifyCanaries.run(deps, input);
}

const checks = () => [...memory.facts].filter(([name]) => name.startsWith('checks/')).map(([, fact]) => fact);

it('leaves them alone until the last that came through has had its time', async () => {
  ages = { compute1: 40 * MINUTE, compute2: 10 * MINUTE };
  expect(await judge()).toMatchObject({ soakMs: 20 * MINUTE });
  expect(await judge('hosts', { without: ['compute2'] })).not.toHaveProperty('soakMs');
  ages = {};
  expect(await judge()).toMatchObject({ summary: 'No canary is through: there is none to be judged.' });
});

it('finds them well where everything answers, looking from their turns on', async () => {
  expect(await judge()).toEqual({ changed: false, summary: 'compute1: well since the turns of hosts.' });
  expect(probedSince).toEqual([NOW_SECONDS - 31 * 60]);
  expect(loggedSince).toHaveLength(1);
  expect(Math.abs((loggedSince[0] ?? 0) - (Date.now() / 1_000 - 31 * 60))).toBeLessThan(30);
  expect(checks()).toMatchObject([{ name: 'canaries after hosts', passed: true, checked: 1 }]);
});

it('in `hosts` asks for no agent and no wired port, which come later; in `agents` it does', async () => {
  answers['/agents'] = { status: 200, body: { agents: [] } };
  answers['/ports'] = { status: 200, body: { ports: [{ id: 'p', device_id: 'vm-1', status: 'DOWN' }] } };
  await expect(judge()).resolves.not.toHaveProperty('soakMs');
  await expect(judge('agents')).rejects.toMatchObject({
    type: 'CanaryBad',
    message: expect.stringMatching(/agent is not known to Neutron\n- compute1: 1 port of running VMs not ACTIVE: p/),
  });
});

/** An action on the VM a second ago; of no user: one that nova-compute begins by itself. */
async function act(action: string, user: string | null): Promise<void> {
  await database.run(
    `INSERT INTO ${identifier(NOVA)}.instance_actions (instance_uuid, action, user_id, created_at, deleted)
     VALUES ('vm-1', ?, ?, UTC_TIMESTAMP() - INTERVAL 1 SECOND, 0)`,
    [action, user],
  );
}

it('names a VM that was silent, unless somebody has acted on it', async () => {
  silentMs = definition.probes.longestGapMs + 4_000;
  await expect(judge()).rejects.toMatchObject({
    type: 'CanaryBad',
    message: expect.stringContaining('- compute1: web (10.0.0.5) lost 5 of 100 pings'),
  });
  expect(checks()).toMatchObject([{ passed: false, problems: [expect.stringContaining('web')] }]);
  memory.facts.delete('canaries/hosts');
  // as nova-compute does when it finds a guest dead
  await act('stop', null);
  await expect(judge()).rejects.toMatchObject({ type: 'CanaryBad' });
  memory.facts.delete('canaries/hosts');
  await act('reboot', 'a-tenant');
  await expect(judge()).resolves.toMatchObject({ changed: false });
});

it('holds nothing against them again that a bad verdict has named, but what lasts', async () => {
  answers['/images'] = { status: 503, body: {} };
  await expect(judge()).rejects.toMatchObject({ type: 'CanaryBad', message: expect.stringContaining('image: ') });
  await expect(judge()).rejects.toMatchObject({ type: 'CanaryBad' });
  expect(probedSince[0]).toBe(NOW_SECONDS - 31 * 60);
  expect(probedSince[1]).toBeGreaterThan(NOW_SECONDS - 60);
  answers = healthyCloud();
  await expect(judge()).resolves.toMatchObject({ changed: false });
});
