import { chunk } from '../../../model/chunk';
import type { Group, PlannedPhase } from '../../../model/plan/plan';
import { track } from './plans';
import type { WorkflowHarness } from './workflow-harness';

export function hostNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `compute${i + 1}`);
}

/** The phase `hosts` in the shape of a real plan: of each batch a claim, its hosts, and what is done when they are through. */
export function batchesOf(hosts: readonly string[], atOnce: number, stepsEach = 2): PlannedPhase {
  const groups = chunk(hosts, atOnce).flatMap((members, i): readonly Group[] => {
    const name = `batch-${i + 1}`;
    const common = (what: string): Group => ({
      ...{ name: `${name}-${what}`, workflow: 'inline', atOnce: 1 },
      lanes: [{ name: `hosts/${name}`, steps: [step(`hosts/${name}/${what}`, members)] }],
    });
    const lanes = members.map((host) => track('hosts', host, stepsEach));
    return [common('claim'), { name, workflow: 'upgradeHostBatch', atOnce, lanes }, common('discover')];
  });
  return { name: 'hosts', groups };
}

/** Counts the most hosts that were between their first and their last step at once. */
export function countUnderWay(
  { behaviours }: Pick<WorkflowHarness, 'behaviours'>,
  hosts: readonly string[],
  last: string,
): () => number {
  let [now, most] = [0, 0];
  for (const host of hosts) {
    behaviours[`hosts/${host}/step1`] = async () => Promise.resolve(void (most = Math.max(most, ++now)));
    behaviours[`hosts/${host}/${last}`] = async () => Promise.resolve(void now--);
  }
  return () => most;
}

function step(id: string, hosts: readonly string[]) {
  return { id, activity: 'ensureThing', summary: '', input: { hosts } };
}
