import { fillIn, type Places } from '../../../alignment/places';
import { placesOf, unsharedTargetsOf } from '../../../alignment/settings';
import type { ClusterDefinition } from '../../../model/cluster';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { Dependencies } from '../../dependencies';
import type { Sides } from '../../toolbox/sides';

type Identities = Pick<Dependencies, 'newIdentities'>;

/** What the mappings' placeholders stand for; reads the lookups on the target. */
export async function readPlaces(
  deps: Identities,
  definition: ClusterDefinition,
  pair: ReleasePair,
  sides: Sides,
): Promise<Places> {
  const places = { ...placesOf(definition), replacements: await replacementsOf(deps, definition, pair) };
  const lookups: Record<string, Record<string, string>> = {};
  for (const [name, sql] of Object.entries(pair.lookups)) {
    const rows = await sides.target.rows(fillIn(sql, places));
    lookups[name] = Object.fromEntries(rows.map((row) => [row['k']?.toString() ?? '', row['v']?.toString() ?? '']));
  }
  return { ...places, lookups };
}

async function replacementsOf(
  deps: Identities,
  definition: ClusterDefinition,
  pair: ReleasePair,
): Promise<Places['replacements']> {
  const { volumes, alignment } = definition;
  return {
    volumeHosts: volumes.hosts,
    ...(await deps.newIdentities(definition, pair)),
    unsharedTargets: unsharedTargetsOf(definition),
    aggregates: Object.fromEntries(
      alignment.aggregates.merge.flatMap(({ into, from }) => from.map((name) => [name, into])),
    ),
  };
}
