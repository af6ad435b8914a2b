import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../config/project-root';
import { labUp } from '../../lab/commands/up';
import { setStage, type Stage } from '../../lab/demo/stage';
import { seeGuests } from '../../lab/demo/witness';
import { tapName } from '../../lab/generator/nova/network-info';
import { labHost } from '../../lab/hosts/host';
import { COMPUTES, CONTROLLER, VMS, type LabMachine, type LabVm } from '../../lab/inventory';
import { canaryScheduleId, upgradeWorkflowId } from '../../model/names';
import type { CanaryResult } from '../../model/upgrade';
import { eventually } from '../support/eventually';
import { differences, takeFingerprint, type Fingerprint } from '../../lab/chaos/fingerprint';

const CLUSTER = 'lab';
const SCHEDULE = canaryScheduleId(CLUSTER);
const controller = labHost(CONTROLLER);
const computes = COMPUTES.map(labHost);
const [, second] = COMPUTES as readonly [LabMachine, LabMachine];

let stage: Stage;
let before: Fingerprint;
let guests: Awaited<ReturnType<typeof seeGuests>>;

/** The operator's own command, as a process. */
async function stackleap(...argv: readonly string[]): Promise<string> {
  const env = { ...process.env, TEMPORAL_ADDRESS: stage.command.address };
  const program = join(projectRoot(), 'scripts', 'stackleap.js');
  return (await promisify(execFile)(process.execPath, [program, ...argv], { env })).stdout;
}

/** Lets the schedule act now, as its hour had come, and waits for the canary that it starts. */
async function trigger(): Promise<CanaryResult> {
  const schedule = stage.client.schedule.getHandle(SCHEDULE);
  const known = (await schedule.describe()).info.recentActions.length;
  await schedule.trigger();
  const started = await eventually(async () => {
    const { recentActions } = (await schedule.describe()).info;
    expect(recentActions.length).toBeGreaterThan(known);
    return recentActions.at(-1)?.action.workflow;
  });
  const handle = stage.client.workflow.getHandle(started?.workflowId ?? '', started?.firstExecutionRunId);
  return (await handle.result()) as CanaryResult;
}

/** Until its VMs are watched: one that is silent before that owes no answer. */
async function untilWatched(host: string): Promise<void> {
  const noted = `SELECT COUNT(*) FROM stackleap.facts WHERE cluster = '${CLUSTER}' AND name = 'agents/${host}'`;
  await eventually(async () => expect((await controller.run(`mysql -N -e "${noted}"`)).stdout.trim()).toBe('1'), {
    timeoutMs: 300_000,
    everyMs: 250,
  });
}

beforeAll(async () => {
  await labUp();
  stage = await setStage(CLUSTER);
  before = await takeFingerprint(controller, computes);
  guests = await seeGuests(computes);
});
afterAll(() => stage.close());

test('a schedule takes one host of an aligned cluster, finds it good and goes on', async () => {
  const phases = 'freeze,images,compute,volumes,network,controllers';
  await stackleap('upgrade', CLUSTER, '--phases', phases, '--on-failure', 'rollBack', '--wait');
  await stackleap('canary', 'schedule', CLUSTER, '--hosts', '1', '--cron', '0 2 * * *');
  await expect(trigger()).resolves.toMatchObject({ outcome: 'good', hosts: ['compute1'] });
  const { stdout } = await labHost(COMPUTES[0] as LabMachine).run('rpm -q openstack-nova-compute');
  expect(stdout).toContain('19.3.2');
  expect((await stage.client.schedule.getHandle(SCHEDULE).describe()).state.paused).toBe(false);
});

test('a bad canary leaves its host as it was and pauses the schedule', async () => {
  const host = labHost(second);
  const [guest] = VMS.filter((vm) => vm.host === second.name) as [LabVm];
  const tap = tapName(guest.portId);
  const canary = trigger();
  canary.catch(() => undefined);
  try {
    await untilWatched(second.name);
    await host.run(`ip link set ${tap} down`);
    await expect(canary).rejects.toMatchObject({ cause: { message: expect.stringContaining(guest.name) as string } });
  } finally {
    await host.run(`ip link set ${tap} up`);
  }
  const { state } = await stage.client.schedule.getHandle(SCHEDULE).describe();
  expect(state).toMatchObject({ paused: true, note: expect.stringContaining('compute2') as string });
  const { stdout } = await host.run('rpm -q openstack-nova-compute');
  expect(stdout).toContain('12.0.6');
  const probes = await controller.run('systemctl list-units --plain --no-legend "stackleap-probe-*"');
  expect(probes.stdout).toBe('');
});

test('rollBackCluster takes everything back from the ledger, whichever run had done it', async () => {
  await stackleap('roll-back', CLUSTER, '--wait');
  const { type } = await stage.client.workflow.getHandle(upgradeWorkflowId(CLUSTER)).describe();
  expect(type).toBe('rollBackCluster');
  expect(differences(before, await takeFingerprint(controller, computes))).toEqual({});
  expect(await seeGuests(computes)).toEqual(guests);
});
