import type { Knex } from 'knex';

/** What a column holds. Integers beyond 2^53 and all decimals come as strings; dates as the server writes them. */
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** The same where a column may be binary. */
export type BinaryCell = Cell | Buffer;
export type BinaryRow = Readonly<Record<string, BinaryCell>>;

/** A statement of the builder (`table`). */
export interface Built {
  toSQL(): Knex.Sql;
}

/** One that asks for rows. */
export type Question<R> = Built & PromiseLike<readonly R[]>;

/** Statements on one server, as text or built. Text goes to the server as it is; `?` in it stand for parameters only when some are given. */
export interface Statements {
  /** Rows of a SELECT or SHOW. Where a column of a text's rows may be binary the caller says so: `rows<BinaryRow>`. */
  rows(sql: string, parameters?: readonly BinaryCell[]): Promise<readonly Row[]>;
  rows<R>(statement: string | Question<R>, parameters?: readonly BinaryCell[]): Promise<readonly R[]>;
  /** Carries a statement out; the number of rows that it inserted, deleted or found to update. */
  run(statement: string | Built, parameters?: readonly BinaryCell[]): Promise<number>;
}

/** Sends SQL; what the driver answers: rows, or what a statement did. */
export type Send = (sql: string, parameters?: readonly BinaryCell[]) => Promise<unknown>;

/** Statements that are sent so. */
export function statementsBy(send: Send): Statements {
  const answer = async (statement: string | Built, parameters?: readonly BinaryCell[]): Promise<unknown> => {
    if (typeof statement === 'string') return send(statement, parameters);
    const { sql, bindings } = statement.toSQL().toNative();
    return send(sql, bindings as readonly BinaryCell[]);
  };
  return {
    rows: async <R>(statement: string | Built, parameters?: readonly BinaryCell[]) =>
      (await answer(statement, parameters)) as readonly R[],
    run: async (statement, parameters) =>
      ((await answer(statement, parameters)) as { readonly affectedRows: number }).affectedRows,
  };
}
