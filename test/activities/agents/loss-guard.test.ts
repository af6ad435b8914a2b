import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { guardLoss } from '../../../activities/agents/guard/loss-guard';
import { measure } from '../../../activities/probes/measure';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { silentBeyond } from '../../../model/report/silent';
import { definitionOf } from '../../support/definition';
import { lossReader } from '../../support/loss-reader';
import { memoryLedger } from '../../support/memory-ledger';
import { dependenciesOn } from '../../support/probe-dependencies';
import { temporaryFolder } from '../../support/temporary-folder';

const BEGIN = 1_000;
const END = 1_060;
const INTERVAL_S = 0.1;
const BUDGET_MS = 1_000;
const run = { id: 'r', cluster: 'blue', datacenter: 'dc1' };
const definition: ClusterDefinition = {
  ...definitionOf('blue'),
  probes: { ...definitionOf('blue').probes, longestGapMs: BUDGET_MS },
};

/** When a target is silent, in seconds. */
type Silences = readonly (readonly [number, number])[];

const folder = temporaryFolder();
const reader = lossReader();
afterAll(async () => {
  await reader.close();
});

/** Up to three silences of so many tenths of a second at most. */
const spans = (longest: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: longest })), { maxLength: 3 })
    .map((drawn) => drawn.map(([from, length]) => [BEGIN + from / 10, BEGIN + (from + length) / 10] as const));

/** A machine whose clock the test turns; it has what fping had written by then, and reads it with the real reader. */
async function watched(silences: Readonly<Record<string, Silences>>, paused: Silences = []) {
  const during = (spans: Silences, second: number) => spans.some(([from, until]) => second >= from && second < until);
  const clock = { now: BEGIN, isAway: false };
  const reads: number[] = [];
  const write = (name: string, silent: Silences): void => {
    const lines: string[] = [];
    for (let i = 0; BEGIN - 10 + i * INTERVAL_S < clock.now; i += 1) {
      const sent = BEGIN - 10 + i * INTERVAL_S;
      const lost = during(silent, sent);
      const told = sent + (lost ? 1 : 0.001);
      if (told > clock.now || during(paused, sent)) continue;
      const what = lost ? 'timed out' : '64 bytes, 0.6 ms';
      lines.push(`[${told.toFixed(5)}] 10.1.0.11 : [${i}], ${what}\n`);
    }
    writeFileSync(join(folder, `${name}.log`), lines.join(''));
  };
  const machine: RemoteMachine = {
    name: definition.probes.machine,
    run: async ([program = '', ...argv]) => {
      const result = { machine: 'controller', command: program, exitCode: 0, stderr: '', durationMs: 0 };
      if (program === 'date') return { ...result, stdout: `${clock.now}\n` };
      if (clock.isAway) throw new Error('the machine is away');
      // sh -c SCRIPT sh FOLDER SINCE …
      const [, , , , since = '', ...more] = argv;
      reads.push(Number(since));
      for (const [name, silent] of Object.entries(silences)) write(name, silent);
      return { ...result, stdout: await reader.read([folder, since, ...more]) };
    },
    writeFile: () => Promise.reject(new Error('no files here')),
    readFile: () => Promise.reject(new Error('no files here')),
  };
  const ledger = memoryLedger();
  const names = Object.keys(silences);
  await ledger.recordFact(run, 'probes', {
    ...{ set: 's', byArp: [], unwatched: [] },
    points: [
      {
        machine: machine.name,
        vms: names.filter((name) => name.startsWith('vm')).map((name) => ({ name, vm: name, host: 'compute1' })),
        controls: names.filter((name) => name.startsWith('control')).map((name) => ({ name })),
      },
    ],
  });
  const deps = dependenciesOn(machine, definition, ledger);
  return {
    reads,
    guard: (off: readonly string[] = []) => guardLoss(deps, definition, ledger, { host: 'compute1', off }),
    clock,
    /** What one finds who reads all since the guard was set. */
    whole: async () => silentBeyond(await measure(deps, definition, ledger, { since: BEGIN }), BUDGET_MS).vms,
  };
}

test('a calm host’s logs are not read from the beginning again and again', async () => {
  const host = await watched({ vm1: [[1_004, 1_004.5]], control: [] });
  const { silent } = await host.guard();
  for (let second = BEGIN; second <= END; second += 4) {
    host.clock.now = second;
    await expect(silent()).resolves.toEqual([]);
  }
  expect(host.reads.at(-1)).toBeGreaterThan(END - 20);
});

test('a VM that is off does not keep the guard from going on', async () => {
  const host = await watched({ vm1: [[0, 2_000]], vm2: [], control: [] });
  const { silent } = await host.guard(['vm1']);
  for (let second = BEGIN; second <= END; second += 6) {
    host.clock.now = second;
    await expect(silent()).resolves.toEqual([]);
  }
  expect(host.reads.at(-1)).toBeGreaterThan(END - 20);
});

test('a silence that begins and ends between two looks, one of them late, is reported in its full length', async () => {
  const host = await watched({ vm1: [[1_016, 1_020]], control: [] });
  const { silent } = await host.guard();
  for (const second of [1_005, 1_010, 1_015]) {
    host.clock.now = second;
    await expect(silent()).resolves.toEqual([]);
  }
  host.clock.now = 1_055;
  await expect(silent()).resolves.toEqual(['vm1 has not answered for 4000 ms']);
});

test('a look that failed is not counted', async () => {
  const host = await watched({ vm1: [[1_016, 1_020]], control: [] });
  const { silent } = await host.guard();
  host.clock.now = 1_015;
  await silent();
  host.clock.isAway = true;
  await expect(silent()).rejects.toThrow('away');
  host.clock.isAway = false;
  host.clock.now = 1_055;
  await expect(silent()).resolves.toEqual(['vm1 has not answered for 4000 ms']);
});

test('a machine that hears nobody for long excuses a VM also when that is over', async () => {
  const host = await watched({ vm1: [[1_005, 1_030.5]], control: [[1_005, 1_030]] });
  const { silent } = await host.guard();
  for (let second = BEGIN; second <= END; second += 2.5) {
    host.clock.now = second;
    await expect(silent()).resolves.toEqual([]);
  }
  expect(host.reads.at(-1)).toBeGreaterThan(END - 20);
});

test('whatever falls silent and whenever one looks, the same is found as by reading everything', async () => {
  const looks = fc.array(fc.integer({ min: 5, max: 90 }), { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(spans(150), spans(150), spans(150), spans(9), looks, async (vm1, vm2, control, paused, steps) => {
      const host = await watched({ vm1, vm2, control }, paused);
      const { silent } = await host.guard();
      for (const step of steps) {
        host.clock.now += step / 10;
        const found = await silent();
        expect(found.map((told) => told.split(' ')[0])).toEqual((await host.whole()).map(({ name }) => name));
        // whoever guards acts on the first silence
        if (found.length > 0) break;
      }
    }),
    { numRuns: 100 },
  );
});
