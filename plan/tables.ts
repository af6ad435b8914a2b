import { assertionsOf } from '../alignment/assertions';
import { mappingsOfPhase } from '../alignment/mappings';
import { inOrder } from '../alignment/order';
import { stagingSchema } from '../alignment/places';
import { choicesDigest } from '../alignment/choices';
import type { ClusterDefinition } from '../model/cluster';
import type { TableMapping, TargetDatabase } from '../model/mapping';
import type { ReleasePair } from '../model/pair/release-pair';
import { tableStepId } from '../model/names';
import type { Group, Track, PlannedPhase } from '../model/plan/plan';
import { planStep, STEP } from './step';

/** Tables that are copied at the same time: the database server does the work, and others need it, too. */
const TABLES_AT_ONCE = 4;

/** A phase that copies tables: staging databases, then the tables in an order that foreign keys allow, a track a table. */
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
    lanes: databases.map((database) => stagingTrack(name, database, definition)),
  };
  const tables = inOrder(mappings).map((group, i): Group => ({
    name: `tables-${i + 1}`,
    workflow: 'alignDatabases',
    atOnce: TABLES_AT_ONCE,
    lanes: group.map((mapping) => tableTrack(name, mapping)),
  }));
  return { name, groups: [staging, ...tables, ...assertions(name, definition, pair)] };
}

/** What must be true when all tables of the phase are there. */
function assertions(phase: keyof ReleasePair['tables'], definition: ClusterDefinition, pair: ReleasePair): Group[] {
  const count = assertionsOf(pair, phase, definition).asserted.length;
  if (count === 0) return [];
  const step = planStep(
    `${phase}/assertions/hold`,
    STEP.verifyAssertions,
    `Assert ${count} things that no foreign key watches over`,
    { tables: phase },
  );
  return [{ name: 'assertions', workflow: 'inline', atOnce: 1, lanes: [{ name: 'assertions', steps: [step] }] }];
}

function stagingTrack(phase: string, database: TargetDatabase, definition: ClusterDefinition): Track {
  const schema = stagingSchema(definition.target.databases[database]);
  return {
    name: schema,
    steps: [
      planStep(`${phase}/${schema}/database`, STEP.ensureStagingDatabase, `Make ${schema} beside the old databases`, {
        database,
        choices: choicesDigest(definition),
      }),
    ],
  };
}

function tableTrack(phase: string, { name, from, to }: TableMapping): Track {
  const input = { mapping: name };
  return {
    name,
    steps: [
      planStep(
        tableStepId(phase, name, 'stage'),
        STEP.ensureRowsStaged,
        `Copy ${from.database}'s ${from.table} into the shape of ${to.table}`,
        input,
      ),
      planStep(tableStepId(phase, name, 'import'), STEP.ensureRowsImported, `Put ${to.table} into the target`, input),
      planStep(tableStepId(phase, name, 'verify'), STEP.verifyRows, `Compare ${to.table} on both sides`, input),
    ],
  };
}
