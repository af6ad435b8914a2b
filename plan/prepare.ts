import type { ClusterDefinition } from '../model/cluster';
import type { Group, PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';
import { chooseHosts } from './turns/choose-hosts';
import { prepareNetwork } from './network';
import { planStep, STEP } from './step';

/** Hosts fetch packages side by side, but a mirror is not to serve 3,000 at once. */
const PREPARED_AT_ONCE = 50;

/**
 * What can be done while the old APIs serve, as often as wanted: the network is re-created in the new Neutron, which nobody uses yet, and
 * hypervisors get all that their turn needs.
 */
export function planPrepare(definition: ClusterDefinition, { hosts }: PlanOptions): PlannedPhase {
  const lanes = chooseHosts(definition, hosts).map((host) => ({
    name: host,
    steps: [
      planStep(
        `prepare/${host}/packages`,
        STEP.ensureHostPrepared,
        `${host}: Fetch packages, let rpm test their transaction, compare files`,
        { host },
      ),
    ],
  }));
  const each: Group = { name: 'hosts', workflow: 'inline', atOnce: PREPARED_AT_ONCE, lanes };
  return { name: 'prepare', groups: [...(hosts === null ? [prepareNetwork()] : []), each] };
}
