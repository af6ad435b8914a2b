import type { ClusterDefinition } from '../model/cluster';
import { listFirst } from '../model/list-first';
import { type Issue, twice } from './consistency';

/** Hypervisors and groups that `configuration` names and that there are not, and two files for one path. */
export function inconsistentConfiguration({ hypervisors, configuration }: ClusterDefinition): readonly Issue[] {
  const known = new Set(hypervisors);
  const unknown = (path: Issue['path'], host: string): Issue[] =>
    known.has(host) ? [] : [{ path: ['configuration', ...path], message: `${host} is not among the hypervisors` }];
  const groups = new Set(Object.keys(configuration.groups));
  const names = listFirst([...groups]) || 'there are none';
  return [
    ...Object.entries(configuration.groups).flatMap(([group, { hosts }]) =>
      hosts.flatMap((host, i) => unknown(['groups', group, 'hosts', i], host)),
    ),
    ...Object.keys(configuration.hosts).flatMap((host) => unknown(['hosts', host], host)),
    ...configuration.files.flatMap((file, i) =>
      file.groups
        .filter((group) => !groups.has(group))
        .map((group) => ({
          path: ['configuration', 'files', i, 'groups'],
          message: `${group} is not among the groups: ${names}`,
        })),
    ),
    ...twice(configuration.files.map(({ path, groups: own }) => JSON.stringify([path, own]))).map((i) => ({
      path: ['configuration', 'files', i, 'path'],
      message: 'this path is given twice',
    })),
  ];
}
