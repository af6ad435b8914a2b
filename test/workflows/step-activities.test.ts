import type { StepActivities } from '../../workflows/toolbox/activities';

function refused(activities: StepActivities): unknown {
  // @ts-expect-error -- no such step
  return activities.ensurePackageFetched;
}

test('a workflow cannot call a step that is not there', () => {
  expect(refused({} as StepActivities)).toBeUndefined();
});
