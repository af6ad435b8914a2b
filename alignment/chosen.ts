import { literal } from '../model/quote';

/** SQL that gives for a subject what the table has for it. */
export function chosen(subject: string, table: Readonly<Record<string, string>>, otherwise: string): string {
  const entries = Object.entries(table);
  if (entries.length === 0) return otherwise;
  const cases = entries.map(([key, value]) => `WHEN ${literal(key)} THEN ${literal(value)}`);
  return `(CASE ${subject} ${cases.join(' ')} ELSE ${otherwise} END)`;
}

/** SQL that is true of a subject for which the table has nothing; never where the table is empty. */
export function lacking(subject: string, table: Readonly<Record<string, string>>): string {
  const keys = Object.keys(table);
  return keys.length === 0 ? 'FALSE' : `${subject} NOT IN (${keys.map(literal).join(', ')})`;
}
