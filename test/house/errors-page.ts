import { ERRORS, outageOf, type ErrorType } from '../../model/errors';

/** Wrapped as the formatter wraps it. */
const INTRODUCTION = [
  "Every failure has one of these types. Temporal shows it as the failure's type, the CLI puts it before the message. The",
  'message says what failed and where. "Retried" says whether the step is tried again by itself, with growing pauses,',
  'before it counts as failed: six times, or for as long as `outages` of `cluster.yaml` says where a database, an API or a',
  'host is away (15 minutes if it says nothing). An API that answers, but with a refusal, is asked six times.',
];

const HEAD = ['type', 'retried', 'what to do'] as const;

function retried(type: ErrorType, retryable: boolean): string {
  const outage = outageOf(type);
  if (outage !== undefined) return `\`${outage}Seconds\``;
  return retryable ? 'six times' : 'no';
}

/** docs/errors.md, from the table that the code uses; its columns padded as the formatter wants them. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([type, { retryable, remedy }]) => [
    `\`${type}\``,
    retried(type as ErrorType, retryable),
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
