import { eventually } from '../../support/eventually';
import { longestHistory, recordUndos, stepsOfFleet } from './upgraded-fleet';
import { FLEET } from './definitions';
import type { WorkflowHarness } from './workflow-harness';

interface Fleet {
  readonly hosts: number;
  readonly hostsPerBatch: number;
  /** At least so many workflow runs take part. */
  readonly runs: number;
}

/** Rolls a fleet back: every step once, hosts side by side, agents one after the other, a batch's own steps behind its hosts. Counts the workflow runs, and the most events of one. */
export async function undoFleet(
  harness: WorkflowHarness,
  { hosts, hostsPerBatch, runs }: Fleet,
): Promise<{ runs: number; events: number }> {
  const steps = stepsOfFleet(hosts, 2, hostsPerBatch);
  recordUndos(harness, steps);
  let [now, most] = [0, 0];
  for (const step of steps)
    harness.undoBehaviours[step] = async () => {
      if (step.startsWith('agents/')) expect(now).toBe(0);
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
    };
  const back = await harness.begin('rollBackCluster', { cluster: 'fleet' });
  expect(await back.result()).toMatchObject({
    verdict: 'rolled-back',
    phases: ['agents', 'hosts', 'freeze'].map((name) => ({ name, outcome: 'rolled-back' })),
  });
  expect(harness.ledger.undos).toEqual([]);
  const undone = harness.journal.map((line) => line.slice('undo '.length));
  expect(undone.toSorted()).toEqual(steps.toSorted());
  const agents = steps.filter((step) => step.startsWith('agents/'));
  expect(undone.slice(0, agents.length)).toEqual(agents.toReversed());
  for (const host of FLEET.hypervisors.slice(0, hosts))
    expect(undone.filter((step) => step.startsWith(`hosts/${host}/`))).toEqual([
      `hosts/${host}/step2`,
      `hosts/${host}/step1`,
    ]);
  const at = (step: string): number => undone.indexOf(step);
  for (const [i, host] of FLEET.hypervisors.slice(0, hosts).entries()) {
    const batch = `hosts/batch-${Math.floor(i / hostsPerBatch)}`;
    expect(at(`${batch}/discover`)).toBeLessThan(at(`hosts/${host}/step2`));
    expect(at(`hosts/${host}/step1`)).toBeLessThan(at(`${batch}/claim`));
  }
  expect(most).toBeGreaterThan(1);
  return eventually(async () => {
    const found = await longestHistory(harness, 'upgrade/fleet');
    expect(found.runs).toBeGreaterThanOrEqual(runs);
    return found;
  });
}
