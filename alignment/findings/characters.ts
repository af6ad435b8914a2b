import { charsetOf } from '../charset';
import { find, named, plainSource, type FindingInput, type RowQuestion } from './input';

/** Character sets whose every character another one has, too. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  ascii: ['latin1', 'utf8', 'utf8mb4'],
  latin1: ['utf8', 'utf8mb4'],
  utf8: ['utf8mb4'],
};

/** Characters that the target's column cannot hold: emoji in a column of three-byte UTF-8, for one. */
export function foreignCharacters(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    const from = charsetOf(plainSource(input, column)?.collation ?? null);
    const to = charsetOf(find(input.target.columns, column.name)?.collation ?? null);
    if (from === null || to === null || from === to || WIDER[from]?.includes(to) === true) return [];
    return [
      {
        column: column.name,
        when: `${bytes(column.sql)} <> ${bytes(`CONVERT(${column.sql} USING ${to})`)}`,
        message: `${named(input, column.name)}: characters that the target's character set ${to} does not have`,
      },
    ];
  });
}

function bytes(sql: string): string {
  return `HEX(CONVERT(${sql} USING utf8mb4))`;
}
