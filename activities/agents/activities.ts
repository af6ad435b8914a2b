import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureAgentStarted } from './ensure-agent-started';
import { createEnsureBridgesChanged } from './ensure-bridges-changed';
import { createEnsureFlowsSeeded } from './ensure-flows-seeded';
import { createEnsureUnitsReleased } from './ensure-units-released';
import { createReadRolloutBlockers } from './read-rollout-blockers';
import { createVerifyHostReady } from './verify-host-ready';
import { createVerifySeedsGone } from './verify-seeds-gone';
import { createVerifySwitchUntouched } from './verify-switch-untouched';
import { createVerifyVmsAnswer } from './verify-vms-answer';

export function createAgentActivities(deps: Dependencies) {
  return withFailures({
    readRolloutBlockers: createReadRolloutBlockers(deps),
    verifyHostReady: createVerifyHostReady(deps),
    ensureFlowsSeeded: createEnsureFlowsSeeded(deps),
    ensureBridgesChanged: createEnsureBridgesChanged(deps),
    ensureAgentStarted: createEnsureAgentStarted(deps),
    verifyVmsAnswer: createVerifyVmsAnswer(deps),
    verifySeedsGone: createVerifySeedsGone(deps),
    verifySwitchUntouched: createVerifySwitchUntouched(deps),
    ensureUnitsReleased: createEnsureUnitsReleased(deps),
  });
}
