import type { ClusterDefinition } from '../../model/cluster';
import type { ReleasePair } from '../../model/pair/release-pair';
import type { Dependencies } from '../dependencies';
import { failure } from './failure';

/** What differs between a cluster's two releases. */
export function pairOf({ releasePair }: Pick<Dependencies, 'releasePair'>, definition: ClusterDefinition): ReleasePair {
  const { from, to } = definition.releases;
  const pair = releasePair(from, to);
  if (pair === undefined)
    throw failure('InvalidDefinition', `StackLeap has no data for an upgrade from ${from} to ${to}.`);
  return pair;
}
