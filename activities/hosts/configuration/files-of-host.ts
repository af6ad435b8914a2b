import type { ClusterDefinition } from '../../../model/cluster';
import type { OwnFile } from '../../../model/host-choices';
import { NETWORK_SERVICES } from '../../../model/network-services';
import type { HostConfiguration, RenderedFile } from '../../../model/pair/configuration';

/** A file that a host gets; without `mode` or `owner` it keeps those of the file that is there. */
export type FileOfHost = RenderedFile & Partial<Pick<OwnFile, 'mode' | 'owner'>>;

/**
 * The files of a host: the release pair's of every hypervisor and of the network services that it carries, and the operator's own. Of
 * files for one path the last counts.
 */
export function filesOfHost(
  { network, configuration }: ClusterDefinition,
  { files, services }: HostConfiguration,
  host: string,
): readonly FileOfHost[] {
  const carried = NETWORK_SERVICES.filter((service) =>
    network.services[service]?.new.some((list) => list.host === host),
  );
  const groups = groupsOf(configuration, host);
  const own = configuration.files.filter(
    (file) => file.groups.length === 0 || file.groups.some((group) => groups.includes(group)),
  );
  const all: readonly FileOfHost[] = [...files, ...carried.flatMap((service) => services[service]), ...own];
  return [...new Map(all.map((file) => [file.path, file])).values()];
}

/** The names of a host's groups, in the definition's order. */
export function groupsOf({ groups }: ClusterDefinition['configuration'], host: string): readonly string[] {
  return Object.entries(groups).flatMap(([group, { hosts }]) => (hosts.includes(host) ? [group] : []));
}
