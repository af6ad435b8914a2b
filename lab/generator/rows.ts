export type Value = string | number | null;

/** One row: column → value; booleans are 0 and 1, times are `YYYY-MM-DD hh:mm:ss` in UTC. */
export type Row = Readonly<Record<string, Value>>;

/** The rows of one table, made while they are read, so that a big cluster never stands in memory at once. */
export interface TableRows {
  readonly table: string;
  readonly rows: Iterable<Row>;
}

export type LibertyDatabase = 'nova' | 'glance' | 'cinder' | 'neutron';

/** Tables in an order that foreign keys allow. */
export type LibertyRows = Readonly<Record<LibertyDatabase, readonly TableRows[]>>;

/** A time in the old cluster's life, `minutes` after its first day. */
export function at(minutes: number): string {
  return new Date(Date.UTC(2016, 2, 1) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** oslo.db's columns of a row that lives: `deleted` is 0. */
export function living(minutes: number): { created_at: string; updated_at: null; deleted_at: null; deleted: 0 } {
  return { created_at: at(minutes), updated_at: null, deleted_at: null, deleted: 0 };
}

/** oslo.db's columns of a row that was deleted: Nova writes the row's id into `deleted`, Cinder and Glance write 1. */
export function gone(minutes: number, mark: number): Row {
  return { created_at: at(minutes), updated_at: at(minutes + 50), deleted_at: at(minutes + 60), deleted: mark };
}

export function* flatMap<T, R>(items: Iterable<T>, rows: (item: T, index: number) => Iterable<R>): Iterable<R> {
  let index = 0;
  for (const item of items) yield* rows(item, index++);
}

/** An iterable that starts again each time it is read. */
export function lazily<T>(make: () => Iterable<T>): Iterable<T> {
  return { [Symbol.iterator]: () => make()[Symbol.iterator]() };
}
