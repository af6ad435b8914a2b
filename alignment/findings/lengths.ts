import type { Column } from '../../model/tables/columns';
import { charsetOf } from '../charset';
import {
  find,
  isConstant,
  nameColumn,
  plainSource,
  type FindingInput,
  type ProjectedColumn,
  type RowQuestion,
} from './input';

/** Types whose limit is in bytes, not in characters. */
const BYTES = new Set(['tinytext', 'text', 'mediumtext', 'longtext', 'tinyblob', 'blob', 'mediumblob', 'longblob']);

/** Character sets in which a text that both have is the same bytes. */
const UTF8: ReadonlySet<string | null> = new Set(['ascii', 'utf8', 'utf8mb4']);
/** Of a character, in any character set. */
const MOST_BYTES = 4;

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
        when: `${lengthIn(target, column.sql, source)} > ${target.maxLength}`,
        message: `${nameColumn(input, column.name)}: longer than the ${target.maxLength} that fit`,
      },
    ];
  });
}

/** All values that a column can get, where the definition or the target's database gives them. */
function given({ places }: FindingInput, { value }: ProjectedColumn): readonly string[] | undefined {
  if ('replaced' in value) return Object.values(places.replacements[value.by]);
  return 'lookedUp' in value ? Object.values(places.lookups[value.lookedUp] ?? {}) : undefined;
}

/** SQL of how long a value is in the target's column: bytes are counted in its character set. */
function lengthIn(target: Column, sql: string, source: Column | undefined): string {
  if (!inBytes(target)) return `CHAR_LENGTH(${sql})`;
  const to = charsetOf(target.collation);
  const same = to === null || (source !== undefined && growth(source, target) === 1);
  return `OCTET_LENGTH(${same ? sql : `CONVERT(${sql} USING ${to})`})`;
}

function fits(source: Column, target: Column): boolean {
  if (source.maxLength === null || target.maxLength === null || inBytes(source) !== inBytes(target)) return false;
  return source.maxLength * (inBytes(target) ? growth(source, target) : 1) <= target.maxLength;
}

function inBytes({ dataType }: Column): boolean {
  return BYTES.has(dataType);
}

/** How many bytes one byte of the source can become at most. */
function growth(source: Column, target: Column): number {
  const [from, to] = [charsetOf(source.collation), charsetOf(target.collation)];
  const within = from === to || to === null || (UTF8.has(from) && UTF8.has(to));
  return within ? 1 : MOST_BYTES;
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
