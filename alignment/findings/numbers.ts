import type { Column } from '../../model/tables/columns';
import { find, isConstant, nameColumn, plainSource, type FindingInput, type RowQuestion } from './input';

const BITS: Readonly<Record<string, bigint>> = { tinyint: 8n, smallint: 16n, mediumint: 24n, int: 32n, bigint: 64n };

interface Bounds {
  readonly min: bigint;
  readonly max: bigint;
}

/** The whole numbers that a column holds; undefined for any other type. */
export function boundsOf({ dataType, type }: Column): Bounds | undefined {
  const bits = BITS[dataType];
  if (bits === undefined) return undefined;
  if (/\bunsigned\b/i.test(type)) return { min: 0n, max: (1n << bits) - 1n };
  return { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n };
}

/** Numbers that the target's type does not hold, and texts that are no numbers. */
export function outOfRange(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    const target = find(input.target.columns, column.name);
    const bounds = target && (boundsOf(target) ?? decimalBounds(target));
    if (target === undefined || bounds === undefined || isConstant(column)) return [];
    const source = plainSource(input, column);
    const held = source && (boundsOf(source) ?? decimalBounds(source));
    const outside = `${column.sql} NOT BETWEEN ${bounds.min} AND ${bounds.max}`;
    const message = `${nameColumn(input, column.name)}: not a number that fits into ${target.type}`;
    if (held !== undefined && held.min >= bounds.min && held.max <= bounds.max) return [];
    const isText = source !== undefined && source.collation !== null;
    const noNumber = isText ? `${column.sql} NOT REGEXP '^ *[-+]?[0-9]+([.]0*)? *$' OR ` : '';
    return [{ column: column.name, when: `${noNumber}${outside}`, message }];
  });
}

/** The whole part of what a DECIMAL(p, s) holds. */
function decimalBounds({ dataType, type }: Column): Bounds | undefined {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)/i.exec(type) ?? [];
  if (dataType !== 'decimal' || precision === undefined || scale === undefined) return undefined;
  const above = 10n ** BigInt(Number(precision) - Number(scale));
  const min = /\bunsigned\b/i.test(type) ? 0n : 1n - above;
  return { min, max: above - 1n };
}
