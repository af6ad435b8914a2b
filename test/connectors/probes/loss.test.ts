import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root';
import type { ProbeLoss } from '../../../connectors/probes/read-loss';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'probe-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function summarise(log: string, since = 0): ProbeLoss | undefined {
  writeFileSync(join(folder, 'vm1.log'), log);
  const program = join(projectRoot(), 'remote', 'probe', 'loss.py');
  const printed = execFileSync('python3', [program, folder, String(since), '100', '1000', 'vm1'], { encoding: 'utf8' });
  return (JSON.parse(printed) as ProbeLoss[])[0];
}

function log(outcomes: string): string {
  return Array.from(outcomes)
    .map((outcome, i) => {
      const told = 1000 + i / 10 + (outcome === '.' ? 0 : 1);
      const at = `[${told.toFixed(5)}] 10.1.0.11 : [${i}]`;
      return outcome === '.' ? `${at}, 64 bytes, 0.6 ms (0.6 avg, 0% loss)` : `${at}, timed out (0.6 avg, 5% loss)`;
    })
    .join('\n');
}

test('nothing lost: no gap', () => {
  expect(summarise(log('.....'))).toMatchObject({ sent: 5, lost: 0, longestRun: 0, longestGapMs: 0 });
});

test('the longest gap is the time between two answers beyond the interval', () => {
  expect(summarise(log('..x..xxx..'))).toMatchObject({ sent: 10, lost: 4, longestRun: 3, longestGapMs: 300 });
});

test('a target that does not answer any more has the gap of its lost requests', () => {
  expect(summarise(log('..xx'))).toMatchObject({ lost: 2, longestRun: 2, longestGapMs: 200 });
});

test('only what was sent since a moment counts', () => {
  expect(summarise(log('xx....'), 1000.15)).toMatchObject({ sent: 4, lost: 0 });
});

test('a pinger that was started again numbers its requests anew', () => {
  const again = log('....').replaceAll('[10', '[20');
  expect(summarise(`${log('..x.')}\n${again}`)).toMatchObject({ sent: 8, lost: 1, longestRun: 1 });
});

test('answers are put in the order of their requests', () => {
  const lines = log('.x..').split('\n');
  const late = [lines[0], lines[2], lines[3], lines[1]].join('\n');
  expect(summarise(late)).toMatchObject({ sent: 4, lost: 1, longestRun: 1 });
});

test('a log that is empty or absent, and lines of another kind, are no requests', () => {
  expect(summarise('')).toMatchObject({ sent: 0, lost: 0, lastSeconds: 0 });
  expect(summarise(`ICMP Host Unreachable from 10.1.0.1\n${log('.')}`)).toMatchObject({ sent: 1 });
});
