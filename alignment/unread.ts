import type { SourceDatabase } from '../model/mapping';
import type { ReleasePair } from '../model/pair/release-pair';

/** Whether the releases say why a table stays behind. */
export function isNeverCopied({ neverCopied }: ReleasePair, database: SourceDatabase, table: string): boolean {
  return neverCopied.some((one) => one.database === database && one.tables.some((name) => matches(name, table)));
}

function matches(name: string, table: string): boolean {
  return name.endsWith('*') ? table.startsWith(name.slice(0, -1)) : name === table;
}
