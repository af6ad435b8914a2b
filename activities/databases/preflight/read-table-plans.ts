import { columnPlans } from '../../../alignment/findings/column-plans';
import type { FindingInput } from '../../../alignment/findings/input';
import type { Places } from '../../../alignment/places';
import { countAdded, countSource, exampleOfOrphan } from '../../../alignment/row-counts';
import { selectInputs, stageRange } from '../../../alignment/statements';
import type { Finding, LeftRows, TablePlan } from '../../../alignment/table-plan';
import type { Statements } from '../../../connectors/mysql/statements';
import type { TableMapping } from '../../../model/mapping';
import { withHeartbeats } from '../../toolbox/heartbeat';
import type { Sides } from '../../toolbox/sides';
import { refusal } from '../sql/refusal';
import { projectionsOf, readMappedTables, type MappedTable } from './table-facts';
import { readFindings } from './table-findings';

export interface TablePlanOptions {
  /** Whether rows that stay behind are counted, too: one more scan of every table. */
  readonly counts: boolean;
  /** Whether rows go from one server to another. */
  readonly streamed: boolean;
}

/** What becomes of each mapping's rows, and all that stands in their way. Reads only; each table as it is at one moment. */
export async function readTablePlans(
  mappings: readonly TableMapping[],
  places: Places,
  sides: Sides,
  { counts, streamed }: TablePlanOptions,
): Promise<readonly TablePlan[]> {
  const tables = await readMappedTables(mappings, places, sides, streamed);
  const others = projectionsOf(tables);
  const plans: TablePlan[] = [];
  for (const table of tables) {
    const { mapping, source, target, facts } = table;
    const empty = { name: mapping.name, source, target, rows: null, left: [], columns: [], sql: null };
    if (facts === undefined) {
      plans.push({ ...empty, findings: missingTables(table) });
      continue;
    }
    const input: FindingInput = { ...facts, others };
    const plain = { ...empty, columns: columnPlans(input), sql: copyStatement(input) };
    const read = (on: Statements) => readRows(on, input, counts);
    plans.push({
      ...plain,
      ...(await withHeartbeats(
        () => ({ table: mapping.name }),
        () => sides.source.transaction(read),
      ).catch((error: unknown) => ({
        findings: [noAnswer(error, mapping)],
      }))),
    });
  }
  return plans;
}

async function readRows(
  on: Statements,
  input: FindingInput,
  counts: boolean,
): Promise<Pick<TablePlan, 'findings'> & Partial<Pick<TablePlan, 'rows' | 'left'>>> {
  const { projection, places } = input;
  const { across, findings } = await readFindings(on, input);
  if (!counts) return { findings };
  const [row] = await on.rows(countSource(projection, places));
  const [source, deleted, unwanted] = ['total', 'deleted', 'unwanted'].map((name) => Number(row?.[name] ?? 0));
  const extra = projection.added === undefined ? [] : await on.rows(countAdded(projection.added));
  const added = Number(extra[0]?.['n'] ?? 0);
  const orphaned = (source ?? 0) - (deleted ?? 0) - (unwanted ?? 0) - across;
  const example = orphaned > 0 ? (await on.rows(exampleOfOrphan(projection, places)))[0]?.['example'] : null;
  const left: LeftRows[] = [
    { because: 'deleted', rows: deleted ?? 0, example: null },
    { because: 'orphaned', rows: orphaned, example: example?.toString() ?? null },
    { because: 'not wanted', rows: unwanted ?? 0, example: row?.['example']?.toString() ?? null },
  ];
  return { findings, rows: { source: source ?? 0, across, added }, left: left.filter(({ rows }) => rows > 0) };
}

function copyStatement({ projection, places }: FindingInput): string {
  return projection.built.length > 0 ? selectInputs(projection, places, null) : stageRange(projection, places, null);
}

function missingTables({ mapping, missing }: MappedTable): Finding[] {
  return missing.map((name) => notThere(`There is no table ${name} (for the mapping ${mapping.name}).`));
}

function notThere(message: string): Finding {
  return { type: 'InvalidDefinition', message, column: null, rows: null, example: null };
}

/** A question that the source could not answer: it lacks a table or a column that the mapping names. */
function noAnswer(error: unknown, { name }: TableMapping): Finding {
  return notThere(`The mapping ${name} does not fit the source: ${refusal(error)}.`);
}
