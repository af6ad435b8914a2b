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

/** Character sets whose every character another one has, too. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  ascii: ['latin1', 'utf8', 'utf8mb4'],
  latin1: ['utf8', 'utf8mb4'],
  utf8: ['utf8mb4'],
};
/** It has whatever an expression can give. */
const WIDEST = 'utf8mb4';

/** Characters that the target's column cannot hold: emoji in a column of three-byte UTF-8, for one. */
export function foreignCharacters(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    const to = charsetOf(find(input.target.columns, column.name)?.collation ?? null);
    if (to === null || isHeld(input, column, to)) return [];
    return [
      {
        column: column.name,
        when: `${bytes(column.sql)} <> ${bytes(`CONVERT(${column.sql} USING ${to})`)}`,
        message: `${nameColumn(input, column.name)}: characters that the target's character set ${to} does not have`,
      },
    ];
  });
}

/** Whether it is known without a question that the target's character set has all that the column can get. */
function isHeld(input: FindingInput, column: ProjectedColumn, to: string): boolean {
  const { value } = column;
  // What was looked up comes from the target itself.
  if (to === WIDEST || isConstant(column) || 'uuidOf' in value || 'lookedUp' in value) return true;
  const source = plainSource(input, column);
  if (source !== undefined) return has(to, charsetOf(source.collation));
  if (!('replaced' in value)) return false;
  const given = Object.values(input.places.replacements[value.by]);
  const old = find(input.source.columns, value.replaced);
  return old !== undefined && has(to, charsetOf(old.collation)) && given.every((text) => ASCII.test(text));
}

const ASCII = /^[\x20-\x7e]*$/;

/** Whether a character set has all that another one has; null is that of what is no text. */
function has(to: string, from: string | null): boolean {
  return from === null || from === to || WIDER[from]?.includes(to) === true;
}

function bytes(sql: string): string {
  return `HEX(CONVERT(${sql} USING utf8mb4))`;
}
