import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** What jest writes with `--json`, as far as it is read here. */
interface JestOutcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    /** Milliseconds since 1970. */
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** What a run of tests came to; `failures` are for people, one for each cause. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly files: readonly TimedFile[];
}

export interface TimedFile {
  readonly name: string;
  readonly seconds: number;
}

/** A message with its assertion and the place where it was made. */
const LINES_SHOWN = 30;

/** Reads jest's outcome. Tests that fail for the same cause, such as a shared set-up, are reported together. Throws without one. */
export function readOutcome(file: string): Outcome {
  const outcome = JSON.parse(readFileSync(file, 'utf8')) as JestOutcome;
  const causes = new Map<string, string[]>();
  for (const { name, message, assertionResults } of outcome.testResults) {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed) blame(failureMessages.join('\n'), fullName);
    if (assertionResults.length === 0 && message !== '') blame(message, name);
  }
  function blame(cause: string, who: string): void {
    causes.set(cause, [...(causes.get(cause) ?? []), who]);
  }
  return {
    passed: outcome.numPassedTests,
    failed: outcome.numFailedTests + outcome.numRuntimeErrorTestSuites,
    failures: [...causes].map(([cause, who]) => `- ${who.join('\n- ')}\n${shorten(cause)}`),
    files: outcome.testResults.map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 })),
  };
}

function shorten(cause: string): string {
  const lines = stripVTControlCharacters(cause).split('\n').slice(0, LINES_SHOWN);
  return lines.map((line) => `    ${line}`.trimEnd()).join('\n');
}
