export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Runs one statement on a database server; `?` are its parameters. Rows of a SELECT; nothing of anything else. */
export type Query = (sql: string, parameters?: readonly Cell[]) => Promise<readonly Row[]>;
