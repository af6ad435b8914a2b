import { Worker } from '@temporalio/worker';
import { labUp } from '../../lab/commands/up';
import { follow } from '../../lab/demo/follow';
import { judge } from '../../lab/demo/judge';
import { readReport } from '../../lab/demo/read-report';
import { setStage, startDatacenterWorker, type Stage } from '../../lab/demo/stage';
import { approve, startUpgrade } from '../../lab/demo/start-upgrade';
import { seeGuests } from '../../lab/demo/witness';
import { labHost } from '../../lab/hosts/host';
import { COMPUTES, CONTROLLER, DHCP_PORTS, VMS } from '../../lab/inventory';
import { upgradeWorkflowId } from '../../model/names';
import { PHASES, type PhaseName } from '../../model/phases';
import type { Progress } from '../../model/operator/progress';
import type { Report } from '../../model/report/report';
import { MOMENTS } from '../../model/report/restart';
import type { UpgradeInput } from '../../model/upgrade';
import { eventually } from '../support/eventually';
import { witnessTests, hazardTests } from './guests/hazards';
import { operationTests } from './guests/operations';
import { withMetadata } from './guest-metadata';

jest.setTimeout(15 * 60_000);

const CLUSTER = 'lab';
const INPUT: UpgradeInput = { cluster: CLUSTER, onFailure: 'rollBack' };
const controller = labHost(CONTROLLER);
const computes = COMPUTES.map(labHost);
const ID = upgradeWorkflowId(CLUSTER);

let stage: Stage;

beforeAll(async () => {
  await labUp();
  stage = await setStage(CLUSTER);
});
afterAll(() => stage.close());

function handle() {
  return stage.client.workflow.getHandle(ID);
}

async function untilIn(phase: PhaseName): Promise<void> {
  await eventually(
    async () => {
      const progress = await handle().query<Progress>('progress');
      if (progress.phases.find(({ name }) => name === phase)?.outcome !== 'running')
        throw new Error(`${phase} has not begun: ${JSON.stringify(progress)}`);
    },
    { timeoutMs: 300_000, everyMs: 250 },
  );
}

async function untilPaused(): Promise<void> {
  await eventually(async () => {
    expect((await handle().query<Progress>('progress')).control.paused).toBe(true);
  });
}

const quiet = (): void => {};
const give = (gate: Parameters<typeof approve>[2]) => approve(stage.command, ID, gate);

test('a wrong id names the right one', async () => {
  const wrong = await stage.client.workflow.start('upgradeCluster', {
    taskQueue: 'stackleap',
    workflowId: 'my-upgrade',
    args: [INPUT],
  });
  await expect(wrong.result()).rejects.toMatchObject({
    cause: { type: 'WrongWorkflowId', message: expect.stringContaining(ID) as string },
  });
});

describe('the upgrade, with a worker killed on its way and a pause', () => {
  let report: Report;
  let guests: Awaited<ReturnType<typeof seeGuests>>;
  let again: unknown;

  beforeAll(async () => {
    guests = await seeGuests(computes);
    await startUpgrade(stage.command, INPUT);
    again = await startUpgrade(stage.command, INPUT).catch((error: Error) => error.message);
    const followed = follow(handle(), give, quiet);
    followed.catch(quiet);
    await Promise.race([untilIn('network'), followed]);
    process.kill(stage.workers.datacenter.pid, 'SIGKILL');
    await startDatacenterWorker(stage.server.address, CLUSTER);
    await Promise.race([untilIn('controllers'), followed]);
    await handle().signal('pause', { by: 'test' });
    await untilPaused();
    await handle().executeUpdate('resume', { args: [{ by: 'test' }] });
    ({ report } = readReport((await followed).run));
  });

  test('a second start while it runs is refused', () => {
    expect(again).toContain('already');
  });

  test('is complete and holds what it promises', async () => {
    const witnessed = report.guests.list.filter(({ untouchedUntil }) => untouchedUntil !== null);
    expect(witnessed.map(({ instance }) => instance).sort()).toEqual(VMS.map(({ uuid }) => uuid).sort());
    expect(report.guests).toMatchObject({ hosts: COMPUTES.length, guests: VMS.length, unseen: [], disturbed: [] });
    expect(judge({ report, before: guests, after: await seeGuests(computes), tolerateLoss: false })).toEqual([]);
    expect(report.phases.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(
      PHASES.map((name) => `${name} done`),
    );
  });

  test('every VM was pinged through the whole run', () => {
    expect(report.loss.vms.map(({ name }) => name).sort()).toEqual(VMS.map(({ name }) => name).sort());
    const total = report.phases.reduce((sum, { seconds }) => sum + seconds, 0);
    for (const { sent } of report.loss.vms) expect(sent).toBeGreaterThan(5 * total);
  });

  test('the change of every agent is reported: its moments, the bridges, what its VMs lost', () => {
    expect(report.restarts.map(({ host }) => host)).toEqual(COMPUTES.map(({ name }) => name));
    for (const { host, moments, bridges, vms } of report.restarts) {
      expect(moments.map(({ name }) => name)).toEqual(MOMENTS);
      expect(bridges).toHaveLength(2);
      expect(vms.map(({ name }) => name).sort()).toEqual(
        VMS.filter((vm) => vm.host === host)
          .map(({ name }) => name)
          .sort(),
      );
    }
  });

  test('how DHCP was handed over is reported: who serves how many networks, and how long nobody did', () => {
    expect(report.services).toMatchObject([
      { service: 'dhcp', outcome: 'handed-over', machines: ['compute1'], networks: DHCP_PORTS.length, backMs: null },
    ]);
    expect(report.services[0]?.renewed).toEqual(['provider-flat', 'tenant-vlan']);
    expect(report.services[0]?.gapMs).toBeGreaterThan(0);
  });

  test('every host went from Liberty to Stein, its switch untouched', () => {
    expect(report.hosts.map(({ name }) => name)).toEqual(COMPUTES.map(({ name }) => name));
    for (const { before, after } of report.hosts) {
      expect(before.join()).toContain('openstack-nova-compute-1:12.0.6');
      expect(after.join()).toContain('openstack-nova-compute-1:19.3.2');
      expect(after.join()).toContain('openvswitch-2.5.5');
    }
  });

  test('rows were copied and verified, the network is the same on both sides, the APIs are open again', () => {
    expect(report.tables.length).toBeGreaterThan(20);
    expect(report.tables.filter(({ verified }) => !verified)).toEqual([]);
    expect(report.network.differences).toEqual([]);
    expect(report.apiDowntimeSeconds).toBeGreaterThan(0);
  });

  test('the real agents report themselves and no bypass flow is left', async () => {
    for (const host of computes) {
      await expect(
        host.run('systemctl is-active neutron-openvswitch-agent openstack-nova-compute'),
      ).resolves.toBeDefined();
      const seeds = await host.run('for b in br-int br-vlan; do ovs-ofctl -O OpenFlow13 dump-flows $b; done');
      expect(seeds.stdout).not.toMatch(/priority=6553[34]/);
      const dead = await host.run('ovs-vsctl --columns=name find Port tag=4095');
      expect(dead.stdout).toBe('');
    }
  });

  test('the new metadata agent tells a guest who it is, as the old cloud did: by the number that cloud-init knows it by', async () => {
    const [vm] = VMS as [(typeof VMS)[number]];
    const { stdout } = await controller.run(
      `mysql -N -e "select lower(hex(id)) from liberty_nova.instance_id_mappings where uuid = '${vm.uuid}'"`,
    );
    await withMetadata(controller, computes[0] as (typeof computes)[number], async (ask) => {
      await eventually(async () => expect(await ask(vm, 'instance-id')).toBe(`i-${stdout.trim().padStart(8, '0')}`), {
        timeoutMs: 60_000,
      });
      await expect(ask(vm, 'local-ipv4')).resolves.toBe(vm.address);
    });
  });

  test('the history tells the story in readable steps, stays small and can be replayed', async () => {
    const history = await handle().fetchHistory();
    expect(history.events?.length).toBeLessThan(2_000);
    const scheduled = history.events?.filter(({ activityTaskScheduledEventAttributes: a }) => a != null) ?? [];
    expect(scheduled.length).toBeGreaterThan(20);
    expect(scheduled.every(({ userMetadata }) => userMetadata?.summary != null)).toBe(true);
    await Worker.runReplayHistory({ workflowsPath: require.resolve('../../workflows/index') }, history, ID);
  });
});

// They come after what is asserted of the run: they change rows and guests.
describe('a real guest on the upgraded host', () => {
  hazardTests();
});
describe('what tenants do with a real guest', () => {
  operationTests();
});
describe('the witness', () => {
  witnessTests();
});
