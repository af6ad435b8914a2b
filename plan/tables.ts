import { assertionsOf } from '../alignment/assertions';
import { mappingsOfPhase } from '../alignment/mappings';
import { inOrder } from '../alignment/order';
import { stagingSchema } from '../alignment/places';
import { choicesDigest } from './choices';
import type { ClusterDefinition } from '../model/cluster';
import type { TableMapping, TargetDatabase } from '../model/mapping';
import type { ReleasePair } from '../model/pair/release-pair';
import type { Group, Lane, PlannedPhase } from '../model/plan/plan';

/** Tables that are copied at the same time: the database server does the work, and others need it, too. */
const TABLES_AT_ONCE = 4;

/** A phase that copies tables: staging databases, then the tables in an order that foreign keys allow, a lane a table. */
export function planTables(
  name: keyof ReleasePair['tables'],
  definition: ClusterDefinition,
  pair: ReleasePair,
): PlannedPhase {
  const mappings = mappingsOfPhase(pair, name, definition);
  const databases = [...new Set(mappings.map(({ to }) => to.database))];
  const staging: Group = {
    name: 'staging',
    workflow: 'alignDatabases',
    atOnce: 1,
    lanes: databases.map((database) => stagingLane(name, database, definition)),
  };
  const tables = inOrder(mappings).map((group, i): Group => ({
    name: `tables-${i + 1}`,
    workflow: 'alignDatabases',
    atOnce: TABLES_AT_ONCE,
    lanes: group.map((mapping) => tableLane(name, mapping)),
  }));
  return { name, groups: [staging, ...tables, ...assertions(name, definition, pair)] };
}

/** What must be true when all tables of the phase are there. */
function assertions(phase: keyof ReleasePair['tables'], definition: ClusterDefinition, pair: ReleasePair): Group[] {
  const count = assertionsOf(pair, phase, definition).asserted.length;
  if (count === 0) return [];
  const step = {
    id: `${phase}/assertions/hold`,
    activity: 'verifyAssertions',
    summary: `Assert ${count} things that no foreign key watches over`,
    input: { tables: phase },
  };
  return [{ name: 'assertions', workflow: 'inline', atOnce: 1, lanes: [{ name: 'assertions', steps: [step] }] }];
}

function stagingLane(phase: string, database: TargetDatabase, definition: ClusterDefinition): Lane {
  const schema = stagingSchema(definition.target.databases[database]);
  return {
    name: schema,
    steps: [
      {
        id: `${phase}/${schema}/database`,
        activity: 'ensureStagingDatabase',
        summary: `Make ${schema} beside the old databases`,
        input: { database, choices: choicesDigest(definition) },
      },
    ],
  };
}

function tableLane(phase: string, { name, from, to }: TableMapping): Lane {
  const input = { mapping: name };
  const step = (what: string, activity: string, summary: string): Lane['steps'][number] => ({
    id: stepId(phase, name, what),
    activity,
    summary,
    input,
  });
  return {
    name,
    steps: [
      step('stage', 'ensureRowsStaged', `Copy ${from.database}'s ${from.table} into the shape of ${to.table}`),
      step('import', 'ensureRowsImported', `Put ${to.table} into the target`),
      step('verify', 'verifyRows', `Compare ${to.table} on both sides`),
    ],
  };
}

function stepId(phase: string, mapping: string, what: string): string {
  return `${phase}/${mapping}/${what}`;
}

/** The step that puts a mapping's rows into the target: done, they are ours. */
export function importStep(phase: string, mapping: string): string {
  return stepId(phase, mapping, 'import');
}
