import type { ClusterDefinition, ProbePoint } from '../../model/cluster';

/** All machines that ping; the first one's clock is the run's. */
export function pointsOf({ probes }: ClusterDefinition): readonly ProbePoint[] {
  const { machine, namespaces, controls, points } = probes;
  return [{ machine, namespaces, controls }, ...points];
}
