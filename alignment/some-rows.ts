import { identifier, literal } from '../model/quote';
import type { AddedProjection } from './added-rows';
import type { Places } from './places';
import type { Projection } from './projection';
import { allColumns, stagingTable } from './statements';

/** SQL that is true of the rows with one of these keys; `alias` is the table's. */
export function withKeys(alias: string, key: string, keys: readonly string[]): string {
  return among(`${alias}.${identifier(key)}`, keys.map(literal));
}

/** A mapping's projection of no other rows than those with these keys. */
export function projectSome(projection: Projection, keys: readonly string[]): Projection {
  const { key, where, added } = projection;
  return {
    ...projection,
    where: `(${where}) AND ${withKeys('s', key, keys)}`,
    added: added && { ...added, where: `(${added.where}) AND ${ofAdded(added, keys)}` },
  };
}

/** Staged rows with these keys, the columns that the mapping has. */
export function selectSomeStaged(projection: Projection, places: Places, keys: readonly string[]): string {
  const names = allColumns(projection).map((name) => `t.${identifier(name)}`);
  return `SELECT ${names.join(', ')} FROM ${stagingTable(projection, places)} t WHERE ${withKeys('t', projection.key, keys)}`;
}

function ofAdded({ number, fixed = 0n }: AddedProjection, keys: readonly string[]): string {
  const numbers = keys.map((key) => BigInt(key) - fixed).filter((one) => one > 0n);
  return among(number, numbers.map(String));
}

function among(subject: string, values: readonly string[]): string {
  return values.length === 0 ? 'FALSE' : `${subject} IN (${values.join(', ')})`;
}
