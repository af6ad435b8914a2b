import type { ClusterDefinition } from '../model/cluster';
import type { Group, PlannedPhase, Step } from '../model/plan';
import { orderAgents } from './agent-order';

/** Step, activity, what it is for, and whether it only protects the traffic. */
const STEPS = [
  ['ready', 'verifyHostReady', 'Prove that Neutron knows every port as it is plugged', 'always'],
  ['seed', 'ensureFlowsSeeded', 'Seed flows that carry the traffic without an agent', 'protected'],
  ['bridges', 'ensureBridgesChanged', 'Give the bridges their controller without a gap', 'protected'],
  ['agent', 'ensureAgentStarted', 'Start the new agent and await its first sync', 'always'],
  ['answers', 'verifyVmsAnswer', 'Every VM has answered all the while', 'always'],
  ['seeds-gone', 'verifySeedsGone', 'No seed is left', 'protected'],
  ['release', 'ensureUnitsReleased', 'Hold no unit any longer', 'always'],
] as const;

function restart(host: string, seedFlows: boolean): Group {
  const steps: Step[] = STEPS.filter(([, , , when]) => seedFlows || when === 'always').map(
    ([name, activity, summary]) => ({
      id: `agents/${host}/${name}`,
      activity,
      summary: `${host}: ${summary}`,
      input: activity === 'verifyVmsAnswer' ? { host, tolerate: !seedFlows } : { host },
    }),
  );
  return { name: host, workflow: 'restartAgent', atOnce: 1, lanes: [{ name: host, steps }] };
}

/**
 * Restarts the agents strictly one host after the other, canaries first. Without `seedFlows` nothing carries the traffic meanwhile: it shows
 * what an unprotected restart costs.
 */
export function planAgents(
  definition: ClusterDefinition,
  hosts: readonly string[] | null,
  seedFlows: boolean,
): PlannedPhase {
  const chosen = definition.hypervisors.filter((host) => hosts === null || hosts.includes(host));
  return {
    name: 'agents',
    groups: orderAgents(chosen, definition.rollout.canaries).map((host) => restart(host, seedFlows)),
  };
}
