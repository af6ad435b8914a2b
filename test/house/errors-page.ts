import { ERRORS } from '../../model/errors';

const HEAD = ['type', 'tried again', 'what to do'] as const;

/** docs/errors.md, from the table that the code uses; its columns padded as the formatter wants them. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([type, { retryable, remedy }]) => [
    `\`${type}\``,
    retryable ? 'yes' : 'no',
    remedy.replace(/</g, '\\<'),
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[[...HEAD], ...rows].map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  return `${[
    '# Errors',
    '',
    "Every failure has one of these types: in Temporal as the failure's type, in the CLI before the message. The message says what and where. Tried again tells whether the step is repeated by itself, with growing pauses, before it counts as failed.",
    '',
    line(HEAD),
    line(['', '', ''], '-'),
    ...rows.map((row) => line(row)),
  ].join('\n')}\n`;
}
