import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Pace } from '../../../model/report/loss';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));

/** A log with an answer at each of these seconds. */
function paces(seconds: readonly number[], more: readonly string[] = []): readonly Pace[] {
  const answers = seconds.map((at, i) => `[${(1000 + at).toFixed(5)}] 10.1.0.3 : [${i}], 64 bytes, 0.6 ms`);
  writeFileSync(join(folder, 'control.log'), [...answers, ...more].join('\n'));
  const program = join(projectRoot(), 'remote', 'probe', 'pace.py');
  return JSON.parse(execFileSync('python3', [program, folder, 'control', 'absent'], { encoding: 'utf8' })) as Pace[];
}

/** `steps` of so many milliseconds, one after the other. */
function after(steps: readonly number[]): number[] {
  let at = 0;
  return [0, ...steps.map((step) => (at += step / 1000))];
}

test('an even pace', () => {
  expect(paces(after(Array<number>(200).fill(10)))).toEqual([
    { name: 'control', answersPerSecond: 100, p99Ms: 10, longestMs: 10 },
  ]);
});

test('one late answer of a thousand is the longest, and no rule', () => {
  const steps = Array<number>(1000).fill(10);
  steps[500] = 34.5;
  expect(paces(after(steps))).toEqual([{ name: 'control', answersPerSecond: 99.8, p99Ms: 10, longestMs: 34.5 }]);
});

test('more than one of a hundred is the rule', () => {
  expect(paces(after(Array.from({ length: 100 }, (_, i) => (i % 50 === 0 ? 25 : 10))))[0]).toMatchObject({ p99Ms: 25 });
});

test('what was not answered has no time, and a target without two answers no pace', () => {
  const lost = '[1005.00000] 10.1.0.3 : [9], timed out';
  expect(paces(after([10, 10]), [lost])).toMatchObject([{ longestMs: 10 }]);
  expect(paces([0], [lost])).toEqual([]);
  expect(paces([])).toEqual([]);
});
