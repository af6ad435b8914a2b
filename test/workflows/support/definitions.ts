import { failure } from '../../../activities/toolbox/failure';
import type { ClusterDefinition } from '../../../model/cluster';
import { definitionOf } from '../../support/definition';
import { fleetOf } from '../../support/fleet';

/** For what a few hosts do not show. */
export const FLEET = { ...fleetOf(3_000), name: 'fleet' };

/** The definitions of the clusters that these tests know: that of `red-dc3` is of the datacenter `dc3`. */
export async function readDefinition(cluster: string): Promise<ClusterDefinition> {
  if (cluster === 'fleet') return Promise.resolve(FLEET);
  if (cluster === 'nowhere') throw failure('UnknownCluster', 'There is no cluster "nowhere"; known: blue.');
  const [, own = cluster === 'far' ? 'dc2' : 'dc1'] = /-(dc\d)$/.exec(cluster) ?? [];
  return Promise.resolve(definitionOf(cluster, { datacenter: own }));
}
