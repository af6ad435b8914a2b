import type { ClusterDefinition } from '../../model/cluster';
import { definitionOf } from './definition';

/** A definition of so many hypervisors, with the longest names that DNS allows, in the largest batches. */
export function fleetOf(count: number): ClusterDefinition {
  const hypervisors = Array.from({ length: count }, (_, i) => `compute-${String(i).padStart(6, '0')}`.padEnd(63, 'x'));
  const machines = ['controller', ...hypervisors].map((name) => ({ name, address: '127.0.0.1', port: 22 }));
  const { rollout, ...rest } = definitionOf('blue');
  return { ...rest, machines, hypervisors, rollout: { ...rollout, hostsPerBatch: 100 } };
}
