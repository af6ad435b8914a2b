import { questionsOf } from '../../../alignment/findings/questions';
import type { FindingInput, KnownFinding } from '../../../alignment/findings/input';
import { scan } from '../../../alignment/findings/scan';
import type { Finding } from '../../../alignment/table-plan';
import type { Statements } from '../../../connectors/mysql/statements';
import { pluralize } from '../../../model/pluralize';
import { unbuildableRows } from './unbuildable-rows';

export interface TableFindings {
  /** Rows that are copied. */
  readonly across: number;
  readonly findings: readonly Finding[];
}

/** Asks the source for everything that keeps a table's rows from being copied as they are. Reads only. */
export async function readFindings(on: Statements, input: FindingInput): Promise<TableFindings> {
  const { projection, places } = input;
  const { known, rows, sets } = questionsOf(input);
  const findings: Finding[] = known.map((one) => finding(input, one, null, null));

  const [found] = await on.rows(scan(projection, places, rows));
  for (const [i, question] of rows.entries()) {
    const count = Number(found?.[`n${i}`] ?? 0);
    if (count > 0) findings.push(finding(input, question, count, found?.[`e${i}`]?.toString() ?? null));
  }
  for (const question of sets) {
    const [row] = await on.rows(question.sql);
    const count = Number(row?.['n'] ?? 0);
    if (count > 0) findings.push(finding(input, question, count, row?.['example']?.toString() ?? null));
  }
  for (const { reason, rows: count, example } of await unbuildableRows(on, input)) {
    const { mapping } = projection;
    const message = `${mapping.from.table} → ${mapping.name}: ${reason}`;
    findings.push(finding(input, { column: null, message }, count, example));
  }
  return { across: Number(found?.['n'] ?? 0), findings };
}

function finding(
  { projection: { key } }: FindingInput,
  { column, message }: KnownFinding,
  rows: number | null,
  example: string | null,
): Finding {
  const whole = rows === null ? `${message}.` : `${message}: ${pluralize(rows, 'row')}, for example ${key} ${example}.`;
  return { type: 'RowsUnmapped', message: whole, column, rows, example };
}
