import { readRolloutBlockers } from './read-rollout-blockers';
import { verifyHostReady } from './verify-host-ready';
import { ensureFlowsSeeded } from './ensure-flows-seeded';
import { ensureBridgesChanged } from './ensure-bridges-changed';
import { ensureAgentStarted } from './ensure-agent-started';
import { verifyVmsAnswer } from './verify-vms-answer';
import { verifySeedsGone } from './verify-seeds-gone';
import { verifySwitchUntouched } from './verify-switch-untouched';
import { ensureUnitsReleased } from './ensure-units-released';

/** New Open vSwitch agents, one host after the other. */
export const AGENT_STEPS = {
  readRolloutBlockers,
  verifyHostReady,
  ensureFlowsSeeded,
  ensureBridgesChanged,
  ensureAgentStarted,
  verifyVmsAnswer,
  verifySeedsGone,
  verifySwitchUntouched,
  ensureUnitsReleased,
};
