import type { ClusterDefinition } from '../model/cluster';
import type { PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';
import { chooseHosts } from './choose-hosts';
import { planStep, STEP } from './step';

/** Hosts fetch packages side by side, but a mirror is not to serve 3,000 at once. */
const PREPARED_AT_ONCE = 50;

/** What can be done while the old APIs serve, as often as wanted: hypervisors get all that their turn needs. */
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
  return { name: 'prepare', groups: [{ name: 'hosts', workflow: 'inline', atOnce: PREPARED_AT_ONCE, lanes }] };
}
