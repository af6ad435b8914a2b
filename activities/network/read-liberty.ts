import { LIBERTY_NEUTRON, type LibertyNeutronTable } from '../../releases/liberty-to-stein/neutron';
import { identifier } from '../../model/quote';
import type { Query, Row } from '../services/query';

/** The rows of Liberty's Neutron, by kind. */
export type LibertyRows = Readonly<Record<LibertyNeutronTable, readonly Row[]>>;

/** Reads the old Neutron straight from its tables. */
export async function readLiberty(query: Query, schema: string): Promise<LibertyRows> {
  const kinds = Object.entries(LIBERTY_NEUTRON) as [LibertyNeutronTable, string][];
  const read = kinds.map(
    async ([kind, sql]) => [kind, await query(sql.replaceAll('{db}', identifier(schema)))] as const,
  );
  return Object.fromEntries(await Promise.all(read)) as Record<LibertyNeutronTable, readonly Row[]>;
}

/** Rows by the value of one column. */
export function byColumn(rows: readonly Row[], column: string): (value: unknown) => readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return (value) => groups.get(String(value)) ?? [];
}
