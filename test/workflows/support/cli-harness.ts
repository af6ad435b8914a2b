import { WorkflowHarness } from './workflow-harness';

/** A harness to whose Temporal server the command line talks, and the folder in which that looks for clusters. */
export async function startForCli(clusters?: string): Promise<WorkflowHarness> {
  const harness = await WorkflowHarness.start();
  process.env['TEMPORAL_ADDRESS'] = harness.env.address;
  if (clusters !== undefined) process.env['STACKLEAP_CLUSTERS'] = clusters;
  return harness;
}

export async function stopForCli(harness: WorkflowHarness): Promise<void> {
  delete process.env['TEMPORAL_ADDRESS'];
  delete process.env['STACKLEAP_CLUSTERS'];
  await harness.stop();
}
