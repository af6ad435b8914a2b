import { phaseWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import type { Execution } from './execution';
import { workflowFailure } from '../toolbox/failures';
import { tellFound } from './found';
import { runChild } from './run-child';
import { runGroups } from './run-group';

/** Phases that are big enough for their own workflow. */
const PHASE_WORKFLOWS: Partial<Record<PhaseName, 'upgradeHosts' | 'restartAgents'>> = {
  hosts: 'upgradeHosts',
  agents: 'restartAgents',
};

/** Runs one phase of the plan; fails with the failure of its first failed step, or with all blockers of a preflight. */
export async function runPhase(execution: Execution, phase: PhaseName): Promise<void> {
  const { status, run } = execution;
  const since = Date.now();
  status.enterPhase(phase);
  try {
    const type = PHASE_WORKFLOWS[phase];
    const { leftAlone: alreadyDone = '', ...found } =
      type === undefined
        ? await runGroups(execution, phase)
        : await runChild(execution, { type, id: phaseWorkflowId(run.cluster, phase), phase, group: null });
    if (found.blockers.length > 0) throw workflowFailure('PreflightBlocked', await tellFound(run, found));
    status.showAlreadyDone(alreadyDone);
    status.leavePhase(phase, 'done', since);
  } catch (error) {
    status.leavePhase(phase, 'failed', since);
    throw error;
  }
}
