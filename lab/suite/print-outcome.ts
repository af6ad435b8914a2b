import { relative } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { Outcome } from './outcome';

const SLOWEST = 20;

/** The slowest files, what failed, and the count as the last line. */
export function printOutcome(outcomes: readonly Outcome[]): void {
  const slowest = outcomes
    .flatMap(({ files }) => files)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST);
  const lines = slowest.map(
    ({ name, seconds }) => `  ${seconds.toFixed(0).padStart(4)} s  ${relative(projectRoot(), name)}`,
  );
  if (lines.length > 0) console.log(['', 'The slowest files:', ...lines].join('\n'));
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  if (failures.length > 0) console.log(['', 'What failed:', ...failures].join('\n'));
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  console.log(`${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`);
}
