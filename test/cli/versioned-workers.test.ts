import { readWorkers } from '../../cli/read/workers';
import { eventually } from '../support/eventually';
import { WorkflowHarness } from '../workflows/support/workflow-harness';

test('workers are seen as well that are versions of a worker deployment', async () => {
  const version = { deploymentName: 'stackleap', buildId: 'one' };
  const harness = await WorkflowHarness.start({
    worker: { workerDeploymentOptions: { version, useWorkerVersioning: true, defaultVersioningBehavior: 'PINNED' } },
  });
  await eventually(async () => {
    const workers = await readWorkers(harness.env.client, ['dc1']);
    expect(workers.map(({ pollers }) => pollers)).toEqual([1, 1, 1]);
  });
  await harness.stop();
});
