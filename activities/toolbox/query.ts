export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Runs one statement on a database server; `?` are its parameters. Rows of a SELECT; nothing of anything else. */
export type Query = (sql: string, parameters?: readonly Cell[]) => Promise<readonly Row[]>;

/** A schema's name as an identifier in SQL. */
export { identifier as quoted } from '../../model/quote';
