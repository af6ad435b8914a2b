import type { ClusterDefinition } from '../../model/cluster';
import type { ParsedDefinitions } from './parsed-definitions';
import type { SnapshotContent } from './take-snapshot';

/** The definition that a snapshot holds, with its files; `name` is how messages call it. Fails with a `DefinitionError`. */
export function parseSnapshot(content: string, name: string, parsed: Pick<ParsedDefinitions, 'of'>): ClusterDefinition {
  const { cluster, files } = JSON.parse(content) as SnapshotContent;
  const { 'cluster.yaml': yaml = '', 'users.yaml': users, ...others } = files;
  const definition = parsed.of({ cluster, folder: name, yaml, ...(users !== undefined && { users }) });
  return { ...definition, files: new Map(Object.entries(others)) };
}
