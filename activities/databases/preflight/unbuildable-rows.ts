import { buildRow, UnbuildableRow } from '../../../alignment/build-row';
import { find, type FindingInput } from '../../../alignment/findings/input';
import { unfit } from '../../../alignment/findings/lengths';
import { nextRange, selectInputs } from '../../../alignment/statements';
import type { BinaryRow, Row, Statements } from '../../../connectors/mysql/statements';
import { beat } from '../../toolbox/heartbeat';

/** Rows that code cannot build, for one reason. */
export interface Unbuildable {
  readonly reason: string;
  readonly rows: number;
  /** The first one's key. */
  readonly example: string;
}

/** Source rows whose inputs are held at once. */
const ROWS_AT_ONCE = 1000;

/** Builds every row that code has to build, and keeps nothing but what went wrong. */
export async function unbuildableRows(on: Statements, input: FindingInput): Promise<readonly Unbuildable[]> {
  const { projection, places } = input;
  if (projection.built.length === 0) return [];
  const found = new Map<string, Unbuildable>();
  for (let after: string | null = null; ;) {
    const [next]: readonly Row[] = await on.rows(nextRange(projection, places, after, ROWS_AT_ONCE));
    const upTo: string | undefined = next?.['upTo']?.toString();
    if (upTo === undefined) return [...found.values()];
    for (const row of await on.rows<BinaryRow>(selectInputs(projection, places, { after, upTo }))) {
      const key = row[projection.key]?.toString() ?? '';
      for (const reason of objections(input, row)) {
        const known = found.get(reason) ?? { reason, rows: 0, example: key };
        found.set(reason, { ...known, rows: known.rows + 1 });
      }
    }
    beat({ table: projection.mapping.name, built: upTo });
    after = upTo;
  }
}

/** What is wrong with what is built of a row. */
function objections({ projection, target }: FindingInput, row: Parameters<typeof buildRow>[1]): string[] {
  try {
    return Object.entries(buildRow(projection, row)).flatMap(([name, text]) => {
      const column = find(target.columns, name);
      const problem = column && unfit(text, column);
      return problem === undefined ? [] : [`column ${name}: ${problem}`];
    });
  } catch (error) {
    if (error instanceof UnbuildableRow) return [error.reason];
    throw error;
  }
}
