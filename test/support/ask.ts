import type { ClusterDefinition } from '../../model/cluster';
import type { Scratch } from './scratch-activities';

export type Ask = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/** Asks the lab's server; {old.nova} and {new.novaApi} stand for the scratch cloud's databases. */
export function askOf({ database, cloud }: Pick<Scratch, 'database' | 'cloud'>): Ask {
  const { source, target } = cloud.definition;
  return (sql) => {
    const filled = sql.replaceAll(/\{(old|new)\.(\w+)\}/g, (_, side: string, name: string) =>
      side === 'old'
        ? source.databases[name as keyof ClusterDefinition['source']['databases']]
        : target.databases[name as keyof ClusterDefinition['target']['databases']],
    );
    return database.rows(filled);
  };
}
