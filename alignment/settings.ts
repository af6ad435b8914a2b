import type { ClusterDefinition } from '../model/cluster';
import type { Places } from './places';

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
