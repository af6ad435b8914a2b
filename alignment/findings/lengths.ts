import type { Column } from '../../model/columns';
import { charsetOf } from '../charset';
import {
  find,
  isConstant,
  named,
  plainSource,
  type FindingInput,
  type ProjectedColumn,
  type RowQuestion,
} from './input';

/** Types whose limit is in bytes, not in characters. */
const BYTES = new Set(['tinytext', 'text', 'mediumtext', 'longtext', 'tinyblob', 'blob', 'mediumblob', 'longblob']);

export function tooLong(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    const target = find(input.target.columns, column.name);
    if (target?.maxLength == null || target.dataType === 'enum') return [];
    if ('uuidOf' in column.value || isConstant(column)) return [];
    const source = plainSource(input, column);
    if (source !== undefined && fits(source, target)) return [];
    if (given(input, column)?.every((text) => unfit(text, target) === undefined) === true) return [];
    return [
      {
        column: column.name,
        when: `${lengthIn(target)}(${column.sql}) > ${target.maxLength}`,
        message: `${named(input, column.name)}: longer than the ${target.maxLength} that fit`,
      },
    ];
  });
}

/** All values that a column can get, where the definition or the target's database gives them. */
function given({ places }: FindingInput, { value }: ProjectedColumn): readonly string[] | undefined {
  if ('replaced' in value) return Object.values(places.replacements[value.by]);
  return 'lookedUp' in value ? Object.values(places.lookups[value.lookedUp] ?? {}) : undefined;
}

function lengthIn({ dataType }: Column): string {
  return BYTES.has(dataType) ? 'OCTET_LENGTH' : 'CHAR_LENGTH';
}

function fits(source: Column, target: Column): boolean {
  return source.maxLength !== null && target.maxLength !== null
    ? source.maxLength <= target.maxLength && lengthIn(source) === lengthIn(target)
    : false;
}

/** What keeps a text that code has built from its column; undefined when it fits. */
export function unfit(text: string | null, column: Column): string | undefined {
  if (text === null) return column.nullable ? undefined : 'NULL where the new release wants a value';
  const length = BYTES.has(column.dataType) ? Buffer.byteLength(text) : Array.from(text).length;
  if (column.maxLength !== null && length > column.maxLength) return `longer than the ${column.maxLength} that fit`;
  // All that three bytes of UTF-8 cannot hold is two units in JavaScript.
  if (charsetOf(column.collation) === 'utf8' && /[\uD800-\uDFFF]/.test(text))
    return "characters that the target's character set utf8 does not have";
  return undefined;
}
