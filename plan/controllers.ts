import type { ClusterDefinition } from '../model/cluster';
import { pluralize } from '../model/pluralize';
import type { Group, PlannedPhase, Step } from '../model/plan/plan';
import { planStep, STEP } from './step';
import { checkLists, SAMPLE } from './verify';

/** Hosts that are rolled out together, and the track that their common steps stand in. */
export interface HostBatch {
  /** The track's prefix in step ids, for example `hosts/batch-1`. */
  readonly track: string;
  readonly hosts: readonly string[];
}

/** Restarts the new control services on the imported data and checks the cells. */
export function planControllers(definition: ClusterDefinition): PlannedPhase {
  const units = definition.target.services.reduce((sum, list) => sum + list.units.length, 0);
  const steps: Step[] = [
    planStep(
      'controllers/services/restart',
      STEP.ensureServicesRestarted,
      `Restart ${units} control services and wait until all of them answer`,
      {},
    ),
    planStep(
      'controllers/services/cells',
      STEP.verifyCells,
      `Check that ${definition.target.cell} is mapped and that Nova finds nothing wrong`,
      {},
    ),
  ];
  const services: Group = { name: 'services', workflow: 'inline', atOnce: 1, lanes: [{ name: 'services', steps }] };
  // Opened early, the APIs are compared behind closed doors: afterwards tenants change what they list.
  const groups =
    definition.rollout.open === 'early' ? [services, checkLists('controllers', { most: SAMPLE })] : [services];
  return { name: 'controllers', groups };
}

/** To stand before the first step that starts nova-compute on these hosts: undone last, it takes them out of Nova. */
export function claimHostsStep({ track, hosts }: HostBatch): Step {
  return planStep(`${track}/claim`, STEP.ensureHostsClaimed, `Note which of ${hosts.length} hosts are new to Nova`, {
    hosts,
  });
}

/** To stand after nova-compute was started on these hosts; one batch at a time. */
export function discoverHostsStep({ track, hosts }: HostBatch): Step {
  return planStep(
    `${track}/discover`,
    STEP.ensureHostsDiscovered,
    `Map ${pluralize(hosts.length, 'host')} to ${hosts.length === 1 ? 'its' : 'their'} cell`,
    { hosts },
  );
}

/** To stand after the hosts were discovered. */
export function healAllocationsStep({ track, hosts }: HostBatch): Step {
  return planStep(
    `${track}/allocations`,
    STEP.ensureAllocationsHealed,
    `Allocate in Placement what the VMs on ${hosts.length} hosts use`,
    { hosts },
  );
}
