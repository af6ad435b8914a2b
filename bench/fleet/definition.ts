import { readDefinition } from '../../config/read-definition';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import { NO_SERVICES } from '../../model/network-services';

/** The cluster's name in the ledger and in workflow ids. */
export const CLUSTER = 'fleet';
/** The largest batch that a definition may have. */
const HOSTS_PER_BATCH = 100;

/** The lab's cluster with so many hypervisors, by names of 63 characters, and its ledger on this server. */
export async function fleetDefinition(count: number, server: DatabaseServer): Promise<ClusterDefinition> {
  const lab = await readDefinition('lab');
  const hypervisors = Array.from({ length: count }, (_, i) => `compute-${String(i).padStart(6, '0')}`.padEnd(63, 'x'));
  const machines = ['controller', ...hypervisors].map((name) => ({ name, address: '127.0.0.1', port: 22 }));
  return {
    ...lab,
    name: CLUSTER,
    machines,
    hypervisors,
    target: { ...lab.target, server },
    network: { ...lab.network, services: NO_SERVICES },
    rollout: { ...lab.rollout, hostsPerBatch: HOSTS_PER_BATCH, canaries: [], pools: {} },
  };
}
