import type { Statements } from '../../connectors/mysql/database';

/** What a statement of alignment/digests answers. */
export interface Digest {
  readonly rows: number;
  /** Equal for equal rows. */
  readonly text: string;
}

export async function readDigest(on: Statements, sql: string): Promise<Digest> {
  const [row] = await on.rows(sql);
  const rows = Number(row?.['n']);
  return { rows, text: digestText(rows, String(row?.['digest'])) };
}

export function digestText(rows: number, digest: string): string {
  return `${rows}/${digest}`;
}
