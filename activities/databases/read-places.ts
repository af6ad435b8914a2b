import { fillIn, type Places } from '../../alignment/places';
import type { ClusterDefinition } from '../../model/cluster';
import type { ReleasePair } from '../../model/mapping';
import type { Sides } from './connections';

/** What the mappings' placeholders stand for; reads the lookups on the target. */
export async function readPlaces(definition: ClusterDefinition, pair: ReleasePair, sides: Sides): Promise<Places> {
  const { source, target, volumes } = definition;
  const places: Places = {
    source: source.databases,
    target: target.databases,
    settings: settingsOf(definition),
    replacements: { volumeHosts: volumes.hosts, projects: {}, users: {}, aggregates: {} },
    lookups: {},
  };
  const lookups: Record<string, Record<string, string>> = {};
  for (const [name, sql] of Object.entries(pair.lookups)) {
    const rows = await sides.target.rows(fillIn(sql, places));
    lookups[name] = Object.fromEntries(rows.map((row) => [row['k']?.toString() ?? '', row['v']?.toString() ?? '']));
  }
  return { ...places, lookups };
}

function settingsOf({ name, target, volumes, alignment }: ClusterDefinition): Places['settings'] {
  return {
    cluster: name,
    cell: target.cell,
    availabilityZone: volumes.availabilityZone,
    fallbackZone: alignment.zones.fallback,
    poolFrom: alignment.pool?.from,
    poolTo: alignment.pool?.to,
    windowsNic: alignment.windowsNic ?? undefined,
    imageStore: alignment.imageStore ?? undefined,
    volumeType: alignment.volumeType ?? undefined,
  };
}
