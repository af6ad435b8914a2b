import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { lossReader } from '../../support/loss-reader';
import { temporaryFolder } from '../../support/temporary-folder';
import type { ProbeLoss } from '../../../connectors/probes/read-loss';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
const reader = lossReader();
afterAll(() => reader.close());

async function summarise(log: string, since = 0): Promise<ProbeLoss> {
  writeFileSync(join(folder, 'vm1.log'), log);
  return JSON.parse(await reader.read([folder, String(since), '100', '1000', 'vm1'])) as ProbeLoss;
}

/** What fping says of a request; of a lost one, a second later. */
function line(number: number, sent: number, outcome: string): string {
  const answered = outcome === '.';
  const what = answered ? '64 bytes, 0.6 ms (0.6 avg, 0% loss)' : 'timed out (0.6 avg, 5% loss)';
  return `[${(sent + (answered ? 0 : 1)).toFixed(5)}] 10.1.0.11 : [${number}], ${what}`;
}

/** Outcomes every tenth of a second. */
function log(outcomes: string): string {
  return Array.from(outcomes)
    .map((outcome, i) => line(i, 1000 + i / 10, outcome))
    .join('\n');
}

/** Outcomes at these tenths of a second. */
function timed(tenths: Readonly<Record<number, '.' | 'x'>>): string {
  return Object.entries(tenths)
    .map(([tenth, outcome], i) => line(i, 1000 + Number(tenth) / 10, outcome))
    .join('\n');
}

test('nothing lost: no gap', async () => {
  expect(await summarise(log('.....'))).toMatchObject({ sent: 5, lost: 0, longestRun: 0, longestGapMs: 0 });
});

test('the longest gap is the time between two answers beyond the interval', async () => {
  expect(await summarise(log('..x..xxx..'))).toMatchObject({ sent: 10, lost: 4, longestRun: 3, longestGapMs: 300 });
});

describe('a prober that pauses', () => {
  test('nothing was asked meanwhile, so that nothing is known of the target', async () => {
    expect(await summarise(timed({ 0: '.', 1: 'x', 21: '.', 22: '.' }))).toMatchObject({ lost: 1, longestGapMs: 100 });
  });

  test('what was asked before and after counts, and so does every lost request', async () => {
    expect(await summarise(timed({ 0: '.', 1: 'x', 2: 'x', 22: 'x', 23: '.' }))).toMatchObject({
      lost: 3,
      longestGapMs: 300,
    });
  });

  test('one that only asks slowly hides nothing', async () => {
    expect(await summarise(timed({ 0: '.', 4: 'x', 8: 'x', 12: 'x', 16: '.' }))).toMatchObject({
      lost: 3,
      longestGapMs: 1500,
    });
  });

  test('what it tells at once when it wakes up was asked one after the other', async () => {
    const told = { 0: '.', 6: 'x', 6.01: 'x', 6.02: 'x', 6.03: 'x', 6.04: 'x', 6.05: 'x', 6.06: 'x', 11: '.' } as const;
    expect(await summarise(timed(told))).toMatchObject({ lost: 7, longestGapMs: 700 });
  });

  test('a pause between answers is no gap', async () => {
    expect(await summarise(timed({ 0: '.', 30: '.' }))).toMatchObject({ lost: 0, longestGapMs: 0, totalGapMs: 0 });
  });
});

test('a target that does not answer any more has the gap of its lost requests', async () => {
  expect(await summarise(log('..xx'))).toMatchObject({ lost: 2, longestRun: 2, longestGapMs: 200 });
});

test('only what was sent since a moment counts', async () => {
  expect(await summarise(log('xx....'), 1000.15)).toMatchObject({ sent: 4, lost: 0 });
});

test('of a long log only the end is looked for, and nothing of it is missed', async () => {
  const outcomes = Array.from({ length: 20_000 }, (_, i) => (i % 1_000 === 500 ? 'x' : '.')).join('');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 20_001 }), async (first) => {
      const found = await summarise(log(outcomes), 1000 + first / 10 - 0.05);
      expect(found).toMatchObject({
        sent: Math.max(0, 20_000 - first),
        lost: Array.from(outcomes.slice(first)).filter((outcome) => outcome === 'x').length,
      });
    }),
    { numRuns: 10 },
  );
});

test('a pinger that was restarted numbers its requests from the start', async () => {
  const again = log('....').replaceAll('[10', '[20');
  expect(await summarise(`${log('..x.')}\n${again}`)).toMatchObject({ sent: 8, lost: 1, longestRun: 1 });
});

test('answers are put in the order of their requests', async () => {
  const lines = log('.x..').split('\n');
  const late = [lines[0], lines[2], lines[3], lines[1]].join('\n');
  expect(await summarise(late)).toMatchObject({ sent: 4, lost: 1, longestRun: 1 });
});

test('a log that is empty or absent, and lines of another kind, are no requests', async () => {
  expect(await summarise('')).toMatchObject({ sent: 0, lost: 0, lastSeconds: 0 });
  expect(await summarise(`ICMP Host Unreachable from 10.1.0.1\n${log('.')}`)).toMatchObject({ sent: 1 });
});

test('each gap is reported with the time at which it began and ended', async () => {
  const { gaps, totalGapMs } = await summarise(log('..x..xxx..'));
  expect(totalGapMs).toBe(400);
  expect(gaps.map(({ lost, ms }) => ({ lost, ms }))).toEqual([
    { lost: 1, ms: 100 },
    { lost: 3, ms: 300 },
  ]);
  expect(gaps.map(({ start, end }) => [start.toFixed(1), end.toFixed(1)])).toEqual([
    ['1000.2', '1000.3'],
    ['1000.5', '1000.8'],
  ]);
});

test('whatever is lost, the gaps are apart, in order, and hold every lost request', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('.', 'x'), { maxLength: 60 }), async (outcomes) => {
      const all = outcomes.join('');
      const runs = all.match(/x+/g) ?? [];
      const { gaps, sent, lost, longestRun, longestGapMs, totalGapMs } = await summarise(log(all));
      expect({ sent, lost }).toEqual({ sent: all.length, lost: runs.join('').length });
      expect(gaps.map((gap) => gap.lost)).toEqual(runs.map((run) => run.length));
      expect(longestRun).toBe(Math.max(0, ...runs.map((run) => run.length)));
      expect(longestGapMs).toBe(longestRun * 100);
      expect(totalGapMs).toBe(lost * 100);
      gaps.forEach(({ start, end }, i) => {
        expect(start).toBeLessThan(end);
        if (i > 0) expect(start).toBeGreaterThan((gaps[i - 1] as { end: number }).end);
      });
    }),
    { numRuns: 30 },
  );
});

test('of very many gaps the longest are kept; the sums know all of them', async () => {
  const { gaps, lost, totalGapMs } = await summarise(log(`${'x.'.repeat(60)}xxx.`));
  expect({ lost, totalGapMs, kept: gaps.length, last: gaps.at(-1)?.lost }).toEqual({
    ...{ lost: 63, totalGapMs: 6300 },
    ...{ kept: 50, last: 3 },
  });
});
