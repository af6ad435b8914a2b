import type { ClusterDefinition } from '../model/cluster';
import type { Issue } from './consistency';

/** Hypervisors and groups that `configuration` names and that there are not, and two files for one path. */
export function inconsistentConfiguration({ hypervisors, configuration }: ClusterDefinition): readonly Issue[] {
  const known = new Set(hypervisors);
  const unknown = (path: Issue['path'], host: string): Issue[] =>
    known.has(host) ? [] : [{ path: ['configuration', ...path], message: `${host} is not among the hypervisors` }];
  const groups = Object.keys(configuration.groups);
  return [
    ...Object.entries(configuration.groups).flatMap(([group, { hosts }]) =>
      hosts.flatMap((host, i) => unknown(['groups', group, 'hosts', i], host)),
    ),
    ...Object.keys(configuration.hosts).flatMap((host) => unknown(['hosts', host], host)),
    ...configuration.files.flatMap((file, i) =>
      file.groups
        .filter((group) => !groups.includes(group))
        .map((group) => ({
          path: ['configuration', 'files', i, 'groups'],
          message: `${group} is not among the groups: ${groups.join(', ') || 'there are none'}`,
        })),
    ),
    ...configuration.files.flatMap(({ path, groups: own }, i) =>
      configuration.files.some((other, j) => j < i && other.path === path && other.groups.join() === own.join())
        ? [{ path: ['configuration', 'files', i, 'path'], message: 'this path is given twice' }]
        : [],
    ),
  ];
}
