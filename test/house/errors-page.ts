import { ERRORS } from '../../model/errors';

/** Wrapped as the formatter wraps it. */
const INTRODUCTION = [
  "Every failure has one of these types. Temporal shows it as the failure's type, the CLI puts it before the message. The",
  'message says what failed and where. "Retried" says whether Temporal retries the step on its own, with growing pauses,',
  'before the step counts as failed.',
];

const HEAD = ['type', 'retried', 'what to do'] as const;

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
    ...INTRODUCTION,
    '',
    line(HEAD),
    line(['', '', ''], '-'),
    ...rows.map((row) => line(row)),
  ].join('\n')}\n`;
}
