import { backendOf } from '../model/tables/backend';
import type { ClusterDefinition } from '../model/cluster';
import type { Places } from './places';

/** What placeholders stand for as the definition alone has it: nothing is replaced, and nothing was looked up. */
export function placesOf(definition: ClusterDefinition): Places {
  const { source, target } = definition;
  return {
    source: source.databases,
    target: target.databases,
    settings: settingsOf(definition),
    replacements: { volumeHosts: {}, projects: {}, users: {}, aggregates: {}, unsharedTargets: {} },
    lookups: {},
  };
}

/** Old hosts of volumes whose new backend shares no target: instead of each, ''. */
export function unsharedTargetsOf({ volumes, alignment }: ClusterDefinition): Readonly<Record<string, string>> {
  const old = Object.entries(volumes.hosts).filter(([, host]) => alignment.unsharedTargets.includes(backendOf(host)));
  return Object.fromEntries(old.map(([host]) => [host, '']));
}

/** What a definition says for the mappings' `{setting.…}`. */
export function settingsOf({ name, target, volumes, alignment }: ClusterDefinition): Places['settings'] {
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
