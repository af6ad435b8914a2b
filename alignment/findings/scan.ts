import { identifier } from '../../model/quote';
import type { Places } from '../places';
import type { Projection } from '../projection';
import { sourceTable } from '../statements';
import type { RowQuestion } from './input';

/**
 * All questions about single rows in one pass over the rows that are copied: `n` is their number; `n0`, `n1`, … how many are
 * found by each question, `e0`, `e1`, … the first one's key.
 */
export function scan(projection: Projection, places: Places, questions: readonly RowQuestion[]): string {
  const asked = questions.map(
    ({ when }, i) =>
      `SUM(CASE WHEN ${when} THEN 1 ELSE 0 END) AS n${i},
      MIN(CASE WHEN ${when} THEN s.${identifier(projection.key)} END) AS e${i}`,
  );
  return `SELECT ${['COUNT(*) AS n', ...asked].join(',\n      ')}
    FROM ${sourceTable(projection, places)} s WHERE ${projection.where}`;
}
