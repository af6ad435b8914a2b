import { fillIn, type Places } from '../../../alignment/places';
import type { FoundNotice } from '../../../alignment/table-plan';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { Sides } from '../../toolbox/sides';
import { refusal } from '../sql/refusal';

/** As many as a page of the plan can hold. */
const LISTED = 50;

/** What operators should know of their rows, and that keeps nobody from upgrading. */
export async function readNotices(
  { notices }: ReleasePair,
  places: Places,
  sides: Sides,
): Promise<readonly FoundNotice[]> {
  const found: FoundNotice[] = [];
  for (const { name, sql, list, message } of notices) {
    try {
      const [row] = await sides.source.rows(fillIn(sql, places));
      const rows = Number(row?.['n'] ?? 0);
      if (rows === 0) continue;
      const few = list === undefined ? [] : await sides.source.rows(`${fillIn(list, places)} LIMIT ${LISTED}`);
      const listed = few.map(({ label }) => String(label));
      found.push({ name, message, rows, example: row?.['example']?.toString() ?? null, listed });
    } catch (error) {
      found.push({
        name,
        message: `The notice ${name} does not fit the source: ${refusal(error)}.`,
        rows: null,
        example: null,
        listed: [],
      });
    }
  }
  return found;
}
