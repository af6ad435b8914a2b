import { randomInt } from 'node:crypto';
import { SeededRandom } from '../../lab/generator/random';
import { openKillStage, type KillStage } from './support/kill-stage';

jest.setTimeout(45 * 60_000);

/** Another seed kills at other moments; a failure tells the one that it had. */
const SEED = Number(process.env['KILL_SEED'] ?? randomInt(1_000_000));
const RUNS = Number(process.env['KILL_RUNS'] ?? 20);
const INSTANCES = 2000;

let stage: KillStage;
let before: Record<string, string>;
let undisturbed: Record<string, string>;
let lastsMs: number;
let undoLastsMs: number;

beforeAll(async () => {
  process.stderr.write(`KILL_SEED=${SEED} KILL_RUNS=${RUNS}\n`);
  stage = await openKillStage('kill', INSTANCES);
  before = await stage.dump();
  // The first copy waits until the worker polls; only the second tells how long one lasts.
  for (let i = 0; i < 2; i++) {
    const begin = performance.now();
    await stage.copy([]);
    lastsMs = performance.now() - begin;
    undisturbed = await stage.dump();
    const back = performance.now();
    await stage.undo([]);
    undoLastsMs = performance.now() - back;
  }
  process.stderr.write(`undisturbed: ${Math.round(lastsMs)} ms, its undo ${Math.round(undoLastsMs)} ms\n`);
});
afterAll(() => stage.close());

test('an undisturbed copy brings rows, and its undo leaves both sides as they were', async () => {
  expect(undisturbed).not.toEqual(before);
  expect(await stage.dump()).toEqual(before);
});

test.each(Array.from({ length: RUNS }, (_, i) => i + 1))(
  `run %i of seed ${SEED}: killed at a random point, the worker ends in the same checksums, and its undo, too`,
  async (run) => {
    const random = new SeededRandom(SEED, run);
    let moments = Array.from({ length: 1 + random.below(2) }, () => random.below(lastsMs));
    let killed = await stage.copy(moments);
    // A machine that has less to do than before is through too soon: then earlier, until it is met.
    for (; killed === 0; killed = await stage.copy(moments)) {
      await stage.undo([]);
      moments = moments.map((ms) => ms / 2);
    }
    process.stderr.write(`run ${run}: killed after ${moments.slice(0, killed).join(' and ')} ms\n`);
    expect(await stage.dump()).toEqual(undisturbed);
    const back = random.below(undoLastsMs);
    const undoKilled = await stage.undo([back]);
    process.stderr.write(`run ${run}: the undo ${undoKilled > 0 ? `killed after ${back} ms` : 'was through before'}\n`);
    expect(await stage.dump()).toEqual(before);
  },
);
