import type { Statements, Row } from '../../../connectors/mysql/statements';
import type { NeutronKind, NeutronStatements } from '../../../model/pair/neutron-rows';
import { identifier } from '../../../model/quote';
import type { Access } from '../../toolbox/access';
import { withChosenMtu } from './chosen-mtu';

/** The rows of Liberty's Neutron, by kind. */
export type LibertyRows = Readonly<Record<NeutronKind, readonly Row[]>>;

/** The columns that hold the id of a project. */
export const PROJECT_COLUMNS = ['project_id', 'target_tenant'] as const;

/** Reads the old Neutron straight from its tables, as it is. */
export async function readLiberty(on: Statements, schema: string, statements: NeutronStatements): Promise<LibertyRows> {
  const kinds = Object.entries(statements) as [NeutronKind, string][];
  const read = kinds.map(
    async ([kind, sql]) => [kind, await on.rows(sql.replaceAll('{db}', identifier(schema)))] as const,
  );
  return Object.fromEntries(await Promise.all(read)) as Record<NeutronKind, readonly Row[]>;
}

/** The old Neutron as the new one is to have it: with the same new ids of projects as the other databases. */
export async function readNetwork({
  definition,
  pair,
  source,
  newIdentities,
}: Pick<Access, 'definition' | 'pair' | 'source' | 'newIdentities'>): Promise<LibertyRows> {
  const rows = await readLiberty(source, definition.source.databases.neutron, pair.network.statements);
  const { projects } = await newIdentities();
  return withChosenMtu(withProjects(rows, projects), definition.network.mtu);
}

/** Replaces the ids of projects; one without a partner stays as it is, preflight has refused it. */
export function withProjects(rows: LibertyRows, projects: Readonly<Record<string, string>>): LibertyRows {
  if (Object.keys(projects).length === 0) return rows;
  const replaced = (row: Row): Row => {
    const changes = PROJECT_COLUMNS.flatMap((column) => {
      const id = projects[String(row[column])];
      return id === undefined ? [] : [[column, id] as const];
    });
    return changes.length === 0 ? row : { ...row, ...Object.fromEntries(changes) };
  };
  // The keys stay; that is more than `fromEntries` tells of its result.
  return Object.fromEntries(
    Object.entries(rows).map(([kind, of]) => [kind, of.map(replaced)]),
  ) as unknown as LibertyRows;
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
