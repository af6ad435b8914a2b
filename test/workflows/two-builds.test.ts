import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from '@temporalio/worker';
import { cacheFolder } from '../../lab/folders';
import { findTemporal } from '../../lab/temporal/resolve';
import { datacenterQueue, ORCHESTRATOR_QUEUE } from '../../model/names';
import { deploymentOptions } from '../../workers/deployment';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { phase, planOf, track } from './support/plans';
import { workflowCode } from './support/runtime';
import { WorkflowHarness } from './support/workflow-harness';

const BUILDS = ['1.0.0', '1.1.0'] as const;
let harness: WorkflowHarness;
let newer: readonly { readonly worker: Worker; readonly run: Promise<void> }[] = [];
beforeAll(async () => {
  harness = await WorkflowHarness.start({ worker: ofBuild(BUILDS[0]) });
});
afterAll(async () => {
  for (const { worker } of newer) worker.shutdown();
  await Promise.all(newer.map(({ run }) => run));
  await harness.stop();
});

function ofBuild(build: string) {
  const options = deploymentOptions({ STACKLEAP_DEPLOYMENT: 'stackleap', STACKLEAP_BUILD: build });
  if (options === undefined) throw new Error('It has no build.');
  return { identity: build, workerDeploymentOptions: options };
}

/** What an operator types. */
async function setCurrent(build: string): Promise<void> {
  const binary = findTemporal(process.env, cacheFolder())?.path ?? 'temporal';
  const argv = ['worker', 'deployment', 'set-current-version', '--deployment-name', 'stackleap', '--build-id', build];
  await eventually(async () => promisify(execFile)(binary, [...argv, '--yes', '--address', harness.env.address]));
}

/** Who carried out the tasks of a workflow. */
async function workersOf(workflowId: string): Promise<ReadonlySet<string>> {
  const { events } = await harness.env.client.workflow.getHandle(workflowId).fetchHistory();
  const tasks = (events ?? []).flatMap(
    ({ workflowTaskCompletedEventAttributes: task, activityTaskStartedEventAttributes: activity }) => [
      task?.identity ?? [],
      activity?.identity ?? [],
    ],
  );
  return new Set(tasks.flat());
}

test('a run ends on the build that it has begun on, its children as well; the next one begins on the newer', async () => {
  await setCurrent(BUILDS[0]);
  harness.plan = planOf(
    phase('images', [track('images', 'images', 2)], { workflow: 'alignDatabases' }),
    phase('compute', [track('compute', 'instances', 2)], { workflow: 'alignDatabases' }),
  );
  const hold = latch();
  harness.behaviours['images/images/step1'] = hold.pass;
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
  await hold.reached;

  const { nativeConnection: connection } = harness.env;
  const common = { connection, ...ofBuild(BUILDS[1]), ...(await workflowCode(undefined)) };
  const { workflowBundle: _, workflowsPath: __, ...bare } = common;
  const workers = [
    await Worker.create({ ...common, taskQueue: ORCHESTRATOR_QUEUE, activities: {} }),
    await Worker.create({ ...bare, taskQueue: datacenterQueue('dc1'), activities: { nothing: async () => undefined } }),
  ];
  newer = workers.map((worker) => ({ worker, run: worker.run() }));
  await setCurrent(BUILDS[1]);
  const next = await harness.begin('upgradeCluster', { cluster: 'green', approval: 'auto' });
  await eventually(async () => expect(await workersOf(next.workflowId)).toEqual(new Set([BUILDS[1]])));
  await next.terminate();

  hold.open();
  expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });
  for (const id of ['', '/images/all', '/compute/all'])
    expect(await workersOf(`upgrade/blue${id}`)).toEqual(new Set([BUILDS[0]]));
  expect(harness.journal.filter((step) => step.startsWith('compute'))).toHaveLength(2);
});
