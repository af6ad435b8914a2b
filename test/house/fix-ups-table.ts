import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';

const HEAD = ['name', 'on', 'tables', 'why'] as const;

/** The table of fix-ups in docs/alignment.md, from the data that the engine uses; padded as the formatter wants it. */
export function fixUpsTable(): string {
  const rows = LIBERTY_TO_STEIN.fixUps.map(({ name, asked, vital, changes = {}, everywhere = {}, why }) => [
    `\`${name}\``,
    asked?.by ?? (vital ? 'always, cannot be switched off' : 'always'),
    [
      ...Object.keys(everywhere).map((column) => `every \`${column}\``),
      ...Object.keys(changes).map((table) => `\`${table}\``),
    ].join(', '),
    why,
  ]);
  const widths = HEAD.map((_, i) => Math.max(...[[...HEAD], ...rows].map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0, fill)).join(' | ')} |`;
  return `${[line(HEAD), line(['', '', '', ''], '-'), ...rows.map((row) => line(row))].join('\n')}\n`;
}
