import type { Row, Statements } from '../../../connectors/mysql/statements';

/** What statements of alignment/digests answer; each digest is equal for equal rows, and tells their number. */
export interface Digests {
  readonly rows: number;
  readonly computed: string;
  readonly inputs: string;
  readonly built: string;
}

/** What one statement answers, or several together. */
export async function readDigests(on: Statements, ...statements: readonly string[]): Promise<Digests> {
  const answers: Row[] = [];
  for (const sql of statements) answers.push(...(await on.rows(sql)));
  const rows = answers.reduce((sum, row) => sum + Number(row['n']), 0);
  const all = (name: string): string =>
    digestText(rows, answers.reduce((digest, row) => digest ^ BigInt(String(row[name] ?? 0)), BigInt(0)).toString());
  return { rows, computed: all('computed'), inputs: all('inputs'), built: all('built') };
}

export function digestText(rows: number, digest: string): string {
  return `${rows}/${digest}`;
}
