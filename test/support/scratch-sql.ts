import type { ClusterDefinition } from '../../model/cluster';

/** SQL in which {old.nova} and {new.novaApi} stand for the databases of a scratch cloud. */
export function scratchSql({ source, target }: ClusterDefinition, sql: string): string {
  return sql.replaceAll(/\{(old|new)\.(\w+)\}/g, (_, side: string, name: string) =>
    side === 'old' ? source.databases[name as 'nova'] : target.databases[name as 'novaApi'],
  );
}
