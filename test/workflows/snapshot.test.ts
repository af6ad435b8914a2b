import { compareFolder } from '../../cli/read/folder';
import { ParsedDefinitions } from '../../config/snapshot/parsed-definitions';
import { takeSnapshot } from '../../config/snapshot/take-snapshot';
import type { Progress } from '../../model/operator/progress';
import type { StepInput } from '../../model/run';
import { RunDefinitions } from '../../workers/run-definitions';
import { LabFolder } from '../support/lab-folder';
import { wholePlan } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

const PLAN = { ...wholePlan(), cluster: 'lab' };
const STEPS = PLAN.phases.flatMap(({ groups }) =>
  groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps.map(({ id }) => id))),
);
const EDITING = 'freeze/apis/step1';
const FAILING = 'verify/checks/step1';

const folder = new LabFolder();
const earlier = process.env['STACKLEAP_CLUSTERS'];
const definitions = new RunDefinitions(new ParsedDefinitions(), async (sha256) => harness.store.get({ sha256 }));
const { look } = definitions.bind({
  look: async ({ run }: Pick<StepInput, 'run'>) => (await definitions.read(run.cluster)).rollout.hostsPerBatch,
});
/** By step, how many hosts a batch has as its definition says. */
const seen = new Map<string, number>();

let harness: WorkflowHarness;
beforeAll(async () => {
  process.env['STACKLEAP_CLUSTERS'] = folder.clusters;
  harness = await WorkflowHarness.start({
    // a run that renews its history must not forget it
    suggestRenewalAfter: 60,
    takeSnapshot: (cluster) => takeSnapshot(cluster, new ParsedDefinitions()),
  });
  harness.plan = PLAN;
});
afterAll(async () => {
  if (earlier === undefined) delete process.env['STACKLEAP_CLUSTERS'];
  else process.env['STACKLEAP_CLUSTERS'] = earlier;
  await harness.stop();
});
beforeEach(() => {
  harness.reset();
  seen.clear();
  for (const id of STEPS) {
    harness.behaviours[id] = async (input) => void seen.set(id, await look(input));
    harness.undoBehaviours[id] = async (input) => void seen.set(`undo ${id}`, await look(input));
  }
});

function editDuring(id: string, from: number, to: number): void {
  harness.behaviours[id] = async (input) => {
    folder.edit('cluster.yaml', `hostsPerBatch: ${from}`, `hostsPerBatch: ${to}`);
    seen.set(id, await look(input));
  };
}

test('an edit of cluster.yaml during a run changes nothing for its steps and undos; the next run takes it', async () => {
  editDuring(EDITING, 3, 2);
  harness.behaviours[FAILING] = async () => Promise.reject(harness.failure('CheckFailed', 'wrong'));
  const failing = await harness.begin('upgradeCluster', { cluster: 'lab', approval: 'auto', onFailure: 'rollBack' });
  await expect(failing.result()).rejects.toThrow('Workflow execution failed');
  expect(seen.size).toBeGreaterThan(20);
  expect([...seen.keys()].filter((id) => id.startsWith('undo '))).toContain(`undo ${EDITING}`);
  expect(new Set(seen.values())).toEqual(new Set([3]));
  seen.clear();
  harness.behaviours[FAILING] = async () => Promise.resolve();
  harness.behaviours[EDITING] = async () => Promise.resolve();
  const next = await harness.begin('upgradeCluster', { cluster: 'lab', approval: 'auto' });
  await next.result();
  expect(new Set(seen.values())).toEqual(new Set([2]));
});

test('whether the folder is as planned can be told while it runs and afterwards', async () => {
  const run = await harness.begin('upgradeCluster', { cluster: 'lab', phases: ['freeze'], approval: 'auto' });
  await run.result();
  const progress = await run.query<Progress>('progress');
  expect(await compareFolder(progress)).toBe('same');
  folder.edit('templates/nova.conf', '[DEFAULT]', '[DEFAULT]\n# edited');
  expect(await compareFolder(progress)).toBe('differs');
  expect(await compareFolder({ ...progress, cluster: 'nowhere' })).toBeNull();
  const { snapshot: _, ...earlierVersion } = progress;
  expect(await compareFolder(earlierVersion)).toBeNull();
});

test('a saved plan is carried out as it was saved', async () => {
  const input = { cluster: 'lab', phases: ['freeze', 'hosts'] };
  const { file } = (await (await harness.begin('planCluster', input, 'plan/lab')).result()) as {
    file: { sha256: string };
  };
  folder.edit('cluster.yaml', 'hostsPerBatch: 2', 'hostsPerBatch: 1');
  const run = await harness.begin('upgradeCluster', { cluster: 'lab', approval: 'auto', plan: file.sha256 });
  await run.result();
  expect(new Set(seen.values())).toEqual(new Set([2]));
});

test('a roll-back of its own, which has no plan, reads the folder as it is', async () => {
  const run = await harness.begin('upgradeCluster', { cluster: 'lab', phases: ['freeze'], approval: 'auto' });
  await run.result();
  folder.edit('cluster.yaml', 'hostsPerBatch: 1', 'hostsPerBatch: 5');
  const back = await harness.begin('rollBackCluster', { cluster: 'lab' });
  await back.result();
  expect(seen.get(EDITING)).toBe(1);
  expect(seen.get(`undo ${EDITING}`)).toBe(5);
});
