import { mappingsOf, mappingsOfPhase } from '../../alignment/mappings';
import { stagingSchema, type Places } from '../../alignment/places';
import { readColumns } from '../../connectors/mysql/columns';
import { DatabaseError } from '../../connectors/mysql/database-error';
import { SecretMissingError } from '../../config/secrets';
import type { Blocker, BlockersResult } from '../../model/blocker';
import type { ClusterDefinition, DatabaseServer } from '../../model/cluster';
import type { ReleasePair, TableMapping } from '../../model/mapping';
import type { StepInput } from '../../model/run';
import { identifier, tableName } from '../../model/quote';
import { importStep } from '../../plan/tables';
import type { Dependencies } from '../dependencies';
import { databaseOf, sidesOf, type Sides } from './connections';
import { readMappingFindings } from './mapping-findings';
import { asideName } from '../../alignment/statements';
import { exists } from '../../connectors/mysql/exists';
import { readImports } from './progress';
import { readPlaces } from './read-places';
import { readInFlight } from './verify-nothing-in-flight';

/** All that keeps rows from being copied; reads only. What the ledger claims as ours is no blocker. */
export function createReadDatabaseBlockers(deps: Dependencies) {
  return async (input: StepInput): Promise<BlockersResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const blockers = await read(deps, definition);
    return { changed: false, summary: `${blockers.length} blockers in the databases.`, blockers };
  };
}

async function read(deps: Dependencies, definition: ClusterDefinition): Promise<Blocker[]> {
  const { from, to } = definition.releases;
  const pair = deps.releasePair(from, to);
  if (pair === undefined)
    return [{ type: 'InvalidDefinition', message: `StackLeap has no data for an upgrade from ${from} to ${to}.` }];
  const unreachable = await logins(definition);
  if (unreachable.length > 0) return unreachable;
  const sides = await sidesOf(definition);
  const missing = await missingSchemas(definition, sides);
  if (missing.length > 0) return missing;

  const places = await readPlaces(definition, pair, sides);
  const inFlight = (await readInFlight(definition, pair)).map((message): Blocker => ({
    type: 'InFlight',
    message: `${message}.`,
  }));
  return [
    ...inFlight,
    ...(await readMappingFindings(mappingsOf(pair, definition), places, sides)),
    ...(await strangers(await unclaimed(deps, definition, pair), places, sides)),
    ...(await unknownProjects(definition, pair, places, sides)),
  ];
}

async function logins({ source, target }: ClusterDefinition): Promise<Blocker[]> {
  const found: Blocker[] = [];
  const servers = new Map<string, DatabaseServer>(
    [source.server, target.server].map((one) => [JSON.stringify(one), one]),
  );
  for (const server of servers.values())
    try {
      await (await databaseOf(server)).rows('SELECT 1');
    } catch (error) {
      if (!(error instanceof DatabaseError || error instanceof SecretMissingError)) throw error;
      found.push({ type: error instanceof DatabaseError ? error.type : 'SecretMissing', message: error.message });
    }
  return found;
}

async function missingSchemas({ source, target }: ClusterDefinition, sides: Sides): Promise<Blocker[]> {
  const missing: Blocker[] = [];
  for (const [side, names] of [
    ['source', source.databases],
    ['target', target.databases],
  ] as const)
    for (const [key, schema] of Object.entries(names))
      if (!(await exists(sides[side], schema)))
        missing.push({
          type: 'InvalidDefinition',
          message: `${side}.databases.${key}: ${sides[side].where} has no database ${schema}.`,
        });
  return missing;
}

/** Mappings whose rows are not in the target by our doing: the ledger claims those that are, also when staging is gone. */
async function unclaimed(
  deps: Dependencies,
  definition: ClusterDefinition,
  pair: ReleasePair,
): Promise<TableMapping[]> {
  // Preflight writes nothing, and opening a ledger makes its schema.
  const { target, name } = definition;
  const phases = Object.keys(pair.tables) as (keyof ReleasePair['tables'])[];
  const all = phases.flatMap((phase) =>
    mappingsOfPhase(pair, phase, definition).map((mapping) => ({ phase, mapping })),
  );
  if (!(await exists(await databaseOf(target.server), LEDGER))) return all.map(({ mapping }) => mapping);
  const ledger = await deps.ledger(definition);
  const free: TableMapping[] = [];
  for (const { phase, mapping } of all)
    if ((await ledger.readDone(name, importStep(phase, mapping.name))) === undefined) free.push(mapping);
  return free;
}

/** The target is clean when it has no rows but those that its release seeds, and those that we have put there. */
async function strangers(mappings: readonly TableMapping[], places: Places, sides: Sides): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const mapping of mappings) {
    const schema = places.target[mapping.to.database];
    if (!(await exists(sides.target, schema, mapping.to.table))) continue;
    const target = tableName(schema, mapping.to.table);
    const staging = stagingSchema(schema);
    const swapped = await exists(sides.target, staging, asideName(mapping.to.table));
    const begun = await exists(sides.target, staging);
    // Imported, and killed before the ledger could say so.
    if (swapped || (begun && (await readImports(sides.target, staging, mapping.name)).size > 0)) continue;
    const key = identifier(mapping.key ?? 'id');
    const [row] = await sides.target.rows(
      `SELECT COUNT(*) AS n, MIN(t.${key}) AS example FROM ${target} t WHERE NOT (${mapping.seeded ?? 'FALSE'})`,
    );
    const count = Number(row?.['n']);
    if (count > 0)
      found.push({
        type: 'TargetNotClean',
        message: `${target} has ${count} rows that StackLeap did not put there, for example ${key} ${row?.['example']?.toString() ?? ''}.`,
      });
  }
  return found;
}

/** The ledger's schema. */
const LEDGER = 'stackleap';

/** Where Keystone's database can be read; the definition does not name it. */
const KEYSTONE = 'keystone';

async function unknownProjects(
  definition: ClusterDefinition,
  pair: ReleasePair,
  { replacements }: Places,
  sides: Sides,
): Promise<Blocker[]> {
  // Where the definition gives new ids, the mappings themselves refuse those without one.
  if (Object.keys(replacements.projects).length > 0) return [];
  if (!(await exists(sides.target, KEYSTONE, 'project'))) return [];
  const rows = await sides.target.rows(`SELECT id FROM ${KEYSTONE}.project`);
  const known = new Set(rows.map((row) => row['id']?.toString()));
  const found: Blocker[] = [];
  for (const { database, table, column } of pair.projectColumns) {
    const schema = definition.source.databases[database];
    if (!(await readColumns(sides.source, schema)).has(table)) continue;
    const used = await sides.source.rows(
      `SELECT ${identifier(column)} AS id, COUNT(*) AS n FROM ${tableName(schema, table)}
       WHERE deleted = 0 AND ${identifier(column)} IS NOT NULL GROUP BY ${identifier(column)}`,
    );
    for (const row of used)
      if (!known.has(row['id']?.toString()))
        found.push({
          type: 'RowsUnmapped',
          message: `${schema}.${table}.${column}: the target's Keystone has no project ${row['id']?.toString() ?? ''} (${Number(row['n'])} rows).`,
        });
  }
  return found;
}
