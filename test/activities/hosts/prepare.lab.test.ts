import { HOST_STEPS } from '../../../activities/hosts/steps';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { COMPUTES } from '../../../lab/inventory';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const RUN = { id: '55555555-prepare-test', cluster: 'lab', datacenter: 'lab' };
const lab = labMachines(LAB_DEFINITION);
const steps = activitiesOf(HOST_STEPS, lab.deps);

const look = async (host: string): Promise<string> => {
  const script =
    'rpm -qa | sort; find /etc -type f | sort | xargs sha256sum; systemctl list-units --no-legend --state=active';
  return (await (await lab.machine(host)).run(['sh', '-c', script])).stdout.replaceAll(/^.*(session|scope).*\n/gm, '');
};

afterAll(() => lab.close());

test.each(COMPUTES.map(({ name }) => name))('%s is prepared, and nothing of it is changed', async (host) => {
  const before = await look(host);
  const input = { run: RUN, step: `prepare/${host}/packages`, phase: 'prepare', host } as const;
  await expect(steps.ensureHostPrepared(input)).resolves.toMatchObject({ blockers: [] });
  await expect(look(host)).resolves.toBe(before);
});

test.each(COMPUTES.map(({ name }) => name))('the repositories of %s change sides, once, and back', async (host) => {
  const before = await look(host);
  const input = { run: RUN, step: `hosts/${host}/repositories`, phase: 'hosts', host } as const;
  for (const changed of [true, false])
    await expect(steps.ensureRepositories(input)).resolves.toMatchObject({ changed });
  for (const entry of [...lab.ledger.undos]) {
    await undosOf(HOST_STEPS, lab.deps)[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
  await expect(look(host)).resolves.toBe(before);
});
