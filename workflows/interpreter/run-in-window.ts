import type { PhaseName } from '../../model/phases';
import { historyIsLong } from '../toolbox/history';
import type { Execution, ResumePoint, RunSummary } from './execution';
import { HostWindow } from './host-window';
import { readBatches } from './read-batches';

/** What is under way when the history is to be renewed comes to its end first. */
const RENEWED_AFTER = 1_300;

/**
 * Runs a phase's batches of hosts in one sliding window, those after `begin`. A group that belongs to no batch has its turn when all
 * before it are through, and all after it wait for it. `renew` is called where nothing is under way and the history is long.
 */
export async function runInWindow(
  execution: Execution,
  phase: PhaseName,
  begin: ResumePoint = { groups: 0, steps: 0 },
  renew: (through: ResumePoint) => Promise<void>,
): Promise<RunSummary> {
  let { groups } = begin;
  const window = new HostWindow(execution, phase);
  window.steps = begin.steps;
  await window.attempt(async () => {
    for await (const { before, hosts, after } of readBatches(execution, phase, groups)) {
      if (hosts === null) await window.settle();
      else await window.room(hosts);
      if (window.failed) return;
      if (groups > begin.groups && historyIsLong(RENEWED_AFTER)) {
        await window.settle();
        await renew({ groups, steps: window.steps });
      }
      await window.runCommon(before);
      if (hosts !== null) window.begin({ before, hosts, after });
      groups += before.length + after.length + (hosts === null ? 0 : 1);
    }
  });
  await window.settle();
  return { steps: window.steps, blockers: [] };
}
