import { MockActivityEnvironment } from '@temporalio/testing';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { stepUnitName } from '../../../model/names';
import { eventually } from '../../support/eventually';
import { closeDatabases } from '../../support/databases';
import { labMachines } from '../../support/lab-machines';

jest.setTimeout(240_000);

const HOST = 'compute1';
const RUN = { id: '88888888-settle-test', cluster: 'lab', datacenter: 'lab' };
const REPOSITORIES = { run: RUN, step: `hosts/${HOST}/repositories`, phase: 'hosts', host: HOST } as const;
const STORAGE = { ...REPOSITORIES, step: `hosts/${HOST}/storage-packages`, module: 'storage' } as const;
const UNIT = `${stepUnitName('lab', `${STORAGE.step}-swap`)}.service`;

const lab = labMachines();
const steps = activitiesOf(HOST_STEPS, lab.deps);
const undos = undosOf(HOST_STEPS, lab.deps);

afterAll(async () => {
  lab.close();
  await closeDatabases();
});

const shell = async (script: string): Promise<string> =>
  (await (await lab.machine(HOST)).run(['sh', '-c', script], { accept: 'any' })).stdout.trim();
const look = (): Promise<string> => shell('rpm -qa | sort; find /etc/yum.repos.d -type f | sort | xargs sha256sum');

async function undoAll(): Promise<void> {
  for (const entry of [...lab.ledger.undos]) {
    await undos[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
}

test('a swap that was cancelled amid goes on; its undo awaits it, and the host is as before', async () => {
  const before = await look();
  await steps.ensureRepositories(REPOSITORIES);
  const operator = new MockActivityEnvironment();
  const swap = operator.run(steps.ensureModuleSwapped, STORAGE);
  swap.catch(() => {});
  await eventually(async () => expect(await shell(`systemctl is-active ${UNIT}`)).toBe('active'), {
    timeoutMs: 120_000,
  });
  operator.cancel('CANCELLED');
  await expect(swap).rejects.toThrow(/CANCELLED|aborted/);
  expect(await shell(`systemctl is-active ${UNIT}`)).toBe('active');
  await undoAll();
  expect(await look()).toBe(before);
  expect(await shell(`systemctl list-units --no-legend 'stackleap-*'`)).not.toContain('storage');
  expect(await shell('dnf history info last | grep -c librbd1')).not.toBe('0');
});
