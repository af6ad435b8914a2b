import { fillIn, type Places } from '../../../alignment/places';
import { placesOf, unsharedTargetsOf } from '../../../alignment/settings';
import type { ClusterDefinition } from '../../../model/cluster';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { Sides } from '../../toolbox/connections';
import { readNewIdentities } from './new-identities';

/** What the mappings' placeholders stand for; reads the lookups on the target. */
export async function readPlaces(definition: ClusterDefinition, pair: ReleasePair, sides: Sides): Promise<Places> {
  const places = { ...placesOf(definition), replacements: await replacementsOf(definition, pair) };
  const lookups: Record<string, Record<string, string>> = {};
  for (const [name, sql] of Object.entries(pair.lookups)) {
    const rows = await sides.target.rows(fillIn(sql, places));
    lookups[name] = Object.fromEntries(rows.map((row) => [row['k']?.toString() ?? '', row['v']?.toString() ?? '']));
  }
  return { ...places, lookups };
}

async function replacementsOf(definition: ClusterDefinition, pair: ReleasePair): Promise<Places['replacements']> {
  const { volumes, alignment } = definition;
  return {
    volumeHosts: volumes.hosts,
    ...(await readNewIdentities(definition, pair)),
    unsharedTargets: unsharedTargetsOf(definition),
    aggregates: Object.fromEntries(
      alignment.aggregates.merge.flatMap(({ into, from }) => from.map((name) => [name, into])),
    ),
  };
}
