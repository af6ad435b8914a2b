import { StoredPlans } from '../../../activities/runs/plans/stored-plan';
import { withVersions } from '../../../activities/runs/with-versions';
import { PLAN_VERSION } from '../../../model/plan/plan-version';
import { memoryStore } from '../../support/memory-store';

const run = { id: 'run', cluster: 'blue', datacenter: 'dc1' };
const newer = PLAN_VERSION + 1;
const outdated = { type: 'WorkerOutdated', nonRetryable: false };

test('a step of a plan that a newer build has made is not begun, one of any older plan is', async () => {
  const begun: string[] = [];
  const { ensureThing } = withVersions({ ensureThing: async ({ run: { id } }: { run: typeof run }) => begun.push(id) });
  await expect(ensureThing({ run: { ...run, ...{ version: newer } } })).rejects.toMatchObject({
    ...outdated,
    message: expect.stringMatching(`ensureThing was not begun for blue. It has version ${newer}`) as string,
  });
  expect(begun).toEqual([]);
  await ensureThing({ run });
  await ensureThing({ run: { ...run, ...{ version: PLAN_VERSION } } });
  expect(begun).toHaveLength(2);
});

test('a plan that a newer build has made is refused, not misread', async () => {
  const store = memoryStore();
  const file = await store.put(
    JSON.stringify({ ...run, pair: 'x', phases: 'what a newer build means', version: newer }),
  );
  await expect(new StoredPlans(store).read(file)).rejects.toMatchObject(outdated);
});
