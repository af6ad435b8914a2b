import type { FindingInput, TableFacts } from '../../../alignment/findings/input';
import type { Places } from '../../../alignment/places';
import { findUnplacedColumns, project, type Projection } from '../../../alignment/projection';
import { readChecks } from '../../../connectors/mysql/checks';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Statements } from '../../../connectors/mysql/statements';
import { readKeys } from '../../../connectors/mysql/keys';
import type { TableMapping } from '../../../model/mapping';
import type { Sides } from '../../toolbox/sides';

/** A mapping with what both servers say of its tables; without a projection where one of them is missing. */
export interface MappedTable {
  readonly mapping: TableMapping;
  /** Schema and table. */
  readonly source: string;
  readonly target: string;
  readonly facts: Omit<FindingInput, 'others'> | undefined;
  /** The tables that are not there. */
  readonly missing: readonly string[];
}

/** Reads the structure of all tables of these mappings: a few statements for each schema. */
export async function readMappedTables(
  mappings: readonly TableMapping[],
  places: Places,
  sides: Sides,
  streamed: boolean,
): Promise<readonly MappedTable[]> {
  const sources = await factsOf(sides.source, Object.values(places.source));
  const targets = await factsOf(sides.target, Object.values(places.target));
  const targetPacket = streamed ? await readMaxPacket(sides.target) : null;
  return mappings.map((mapping) => {
    const [from, to] = [places.source[mapping.from.database], places.target[mapping.to.database]];
    const source = sources(from, mapping.from.table);
    const target = targets(to, mapping.to.table);
    const names = { source: `${from}.${mapping.from.table}`, target: `${to}.${mapping.to.table}` };
    const missing = [...(source ? [] : [names.source]), ...(target ? [] : [names.target])];
    const facts =
      source === undefined || target === undefined
        ? undefined
        : {
            projection: project(mapping, source.columns, target.columns, places),
            places,
            source,
            target,
            unplaced: findUnplacedColumns(mapping, source.columns, target.columns),
            targetPacket,
          };
    return { mapping, ...names, facts, missing };
  });
}

export function projectionsOf(tables: readonly MappedTable[]): readonly Projection[] {
  return tables.flatMap(({ facts }) => facts?.projection ?? []);
}

async function readMaxPacket(on: Statements): Promise<number> {
  return Number((await on.rows('SELECT @@global.max_allowed_packet AS bytes'))[0]?.['bytes']);
}

async function factsOf(
  on: Statements,
  schemas: readonly string[],
): Promise<(schema: string, table: string) => TableFacts | undefined> {
  const all = new Map<string, (table: string) => TableFacts | undefined>();
  for (const schema of new Set(schemas)) {
    const columns = await readColumns(on, schema);
    const keys = await readKeys(on, schema);
    const checks = await readChecks(on, schema);
    all.set(schema, (table) => {
      const own = columns.get(table);
      const none = { unique: [], foreign: [] };
      return own && { columns: own, keys: keys.get(table) ?? none, checks: checks.get(table) ?? [] };
    });
  }
  return (schema, table) => all.get(schema)?.(table);
}
