import { identifier, literal } from '../model/quote';
import type { ColumnValue } from '../model/mapping';
import { choose } from './choose';
import { fillIn, type Places } from './places';

/** A column's value as SQL on the source's row `s`. */
export function expression(value: ColumnValue, table: string, places: Places): string {
  if ('from' in value) return `s.${identifier(value.from)}`;
  if ('constant' in value) return constant(value.constant);
  if ('sql' in value) return `(${fillIn(value.sql, places)})`;
  if ('setting' in value) return fillIn(`{setting.${value.setting}}`, places);
  if ('uuidOf' in value) return stableUuid(`${places.settings.cluster}/${table}/`, `s.${identifier(value.uuidOf)}`);
  if ('replaced' in value) {
    const column = `s.${identifier(value.replaced)}`;
    return choose(column, places.replacements[value.by], column);
  }
  const found = places.lookups[value.lookedUp] ?? {};
  if (value.by === null) return constant(found[''] ?? null);
  const otherwise = value.otherwise === undefined ? 'NULL' : fillIn(`{setting.${value.otherwise}}`, places);
  return choose(`SUBSTRING_INDEX(${expression(value.by, table, places)}, '#', 1)`, found, otherwise);
}

function constant(value: string | number | null): string {
  return typeof value === 'string' ? literal(value) : String(value).toUpperCase();
}

/** A version-5 UUID of SHA-1, cut out of the digest by the server. */
export function stableUuid(salt: string, id: string): string {
  const digest = `LEFT(SHA1(CONCAT(${literal(salt)}, ${id})), 32)`;
  return `INSERT(INSERT(INSERT(INSERT(${digest}, 21, 0, '-'), 17, 1, '-8'), 13, 1, '-5'), 9, 0, '-')`;
}
