import type { Dependencies } from '../dependencies';
import { withFailures } from '../services/with-failures';
import { createEnsureAgentStarted } from './ensure-agent-started';
import { createEnsureBridgesChanged } from './ensure-bridges-changed';
import { createEnsureFlowsSeeded } from './ensure-flows-seeded';
import { createEnsureUnitsReleased } from './ensure-units-released';
import { createVerifyHostReady } from './verify-host-ready';
import { createVerifySeedsGone } from './verify-seeds-gone';
import { createVerifyVmsAnswer } from './verify-vms-answer';

export function createAgentActivities(deps: Dependencies) {
  return withFailures({
    verifyHostReady: createVerifyHostReady(deps),
    ensureFlowsSeeded: createEnsureFlowsSeeded(deps),
    ensureBridgesChanged: createEnsureBridgesChanged(deps),
    ensureAgentStarted: createEnsureAgentStarted(deps),
    verifyVmsAnswer: createVerifyVmsAnswer(deps),
    verifySeedsGone: createVerifySeedsGone(deps),
    ensureUnitsReleased: createEnsureUnitsReleased(deps),
  });
}
