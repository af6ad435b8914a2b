import { literal } from '../model/quote';

type Table = Readonly<Record<string, string>>;
type Entries = readonly (readonly [key: string, value: string])[];

/** SQL that gives for a subject what the table has for it. */
export function choose(subject: string, table: Table, otherwise: string): string {
  const entries = Object.entries(table);
  const ids = entries.filter(([key]) => HEXADECIMAL.test(key));
  const odd = entries.filter(([key]) => !HEXADECIMAL.test(key));
  return caseOf(subject, odd, halves(subject, ids.toSorted(byKey), otherwise));
}

/** SQL that is true of a subject for which the table has nothing; never where the table is empty. */
export function isMissing(subject: string, table: Table): string {
  const keys = Object.keys(table);
  return keys.length === 0 ? 'FALSE' : `${subject} NOT IN (${keys.map(literal).join(', ')})`;
}

/** Ids as Keystone makes them: every collation has them in the same order as we. */
const HEXADECIMAL = /^[0-9a-f]+$/;
/** A server looks through a list from its beginning, for every row. */
const LISTED = 16;

function byKey([a]: Entries[number], [b]: Entries[number]): number {
  return a < b ? -1 : 1;
}

/** Thousands of ids: the server decides between halves until few are left. */
function halves(subject: string, entries: Entries, otherwise: string): string {
  if (entries.length <= LISTED) return caseOf(subject, entries, otherwise);
  const middle = entries.length >> 1;
  const [left, right] = [entries.slice(0, middle), entries.slice(middle)];
  const sides = [left, right].map((side) => halves(subject, side, otherwise));
  return `IF(${subject} < ${literal(right[0]?.[0] ?? '')}, ${sides.join(', ')})`;
}

function caseOf(subject: string, entries: Entries, otherwise: string): string {
  if (entries.length === 0) return otherwise;
  const cases = entries.map(([key, value]) => `WHEN ${literal(key)} THEN ${literal(value)}`);
  return `(CASE ${subject} ${cases.join(' ')} ELSE ${otherwise} END)`;
}
