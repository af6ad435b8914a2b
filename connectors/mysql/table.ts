import { knex, type Knex } from 'knex';
import type { Cell } from './statements';

/** Puts SQL together and knows no server: `Statements` carry out what is built. */
const builder = knex({ client: 'mysql2' });

/**
 * A statement on a table of a schema, whose rows are `R`; neither name has a dot. Tables that are joined to it are named with
 * their schema: `nova.instances as i`.
 */
export function table<R extends object>(schema: string, name: string) {
  return builder<R>(`${schema}.${name}`);
}

/** A piece of SQL for which the builder has no words, such as a function of the server; `?` in it are values. */
export function expression(sql: string, values: readonly Cell[] = []): Knex.Raw {
  return builder.raw(sql, [...values]);
}
