import type { Statements } from '../../connectors/mysql/database';

/** What a statement of alignment/digests answers; each digest is equal for equal rows, and tells their number. */
export interface Digests {
  readonly rows: number;
  readonly computed: string;
  readonly inputs: string;
  readonly built: string;
}

export async function readDigests(on: Statements, sql: string): Promise<Digests> {
  const [row] = await on.rows(sql);
  const rows = Number(row?.['n']);
  const text = (name: string): string => digestText(rows, String(row?.[name]));
  return { rows, computed: text('computed'), inputs: text('inputs'), built: text('built') };
}

export function digestText(rows: number, digest: string): string {
  return `${rows}/${digest}`;
}
