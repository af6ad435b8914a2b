import { STEPS, type StepFor } from '../../activities/steps/list';
import { planStep, STEP } from '../../plan/step';

test('a name of a step is itself, and all of them are there', () => {
  for (const [key, { name }] of Object.entries(STEPS)) expect(STEP[key as keyof typeof STEPS]).toBe(name);
});

test('a line of a plan has what the workflow needs', () => {
  expect(planStep('hosts/compute1/fetch', STEP.ensurePackagesFetched, 'Fetch', { host: 'compute1' })).toEqual({
    id: 'hosts/compute1/fetch',
    activity: 'ensurePackagesFetched',
    summary: 'Fetch',
    input: { host: 'compute1' },
  });
});

function refused(): StepFor<{ host: string }> {
  // @ts-expect-error -- no such step
  planStep('a/b/c', STEP.ensurePackageFetched, 'A typo', { host: 'compute1' });
  // @ts-expect-error -- it acts on a host
  planStep('a/b/c', STEP.ensurePackagesFetched, 'Nothing is given', {});
  // @ts-expect-error -- a name, not a list
  planStep('a/b/c', STEP.ensurePackagesFetched, 'Something else is given', { hosts: ['compute1'] });
  // @ts-expect-error -- it takes nothing
  planStep('a/b/c', STEP.verifyCells, 'Too much is given', { host: 'compute1' });
  // @ts-expect-error -- it needs to know what is tolerated
  const onHost: StepFor<{ host: string }> = STEP.verifyVmsAnswer;
  return onHost;
}

test('no typo, and nothing that a step does not take, compiles', () => {
  expect(refused()).toBe('verifyVmsAnswer');
});
