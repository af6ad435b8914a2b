import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { SeededRandom } from '../../lab/generator/random';
import { datacenterQueue } from '../../model/names';
import { openScratch, type Scratch } from '../support/scratch-activities';
import { takeDump } from '../support/scratch-cloud';
import { startTemporal } from '../support/temporal';
import { temporaryFolder } from '../support/temporary-folder';
import type { AlignInput } from './support/align-workflow';
import { startWorker, type WorkerProcess } from './support/worker-process';

jest.setTimeout(20 * 60_000);

const SEED = Number(process.env['KILL_SEED'] ?? 23);
const QUEUE = 'two-workers';
const RUNS = 4;
/** In each run: enough to strike all kinds of steps, and it still comes to an end on a busy machine. */
const KILLS = 6;
const INSTANCES = 500;

let temporal: TestWorkflowEnvironment;
let scratch: Scratch;
let workers: WorkerProcess[];
let serving: Promise<void>;
let workflows: Worker;
let clusters: string;
beforeAll(async () => {
  temporal = await startTemporal();
  scratch = await openScratch('twoworkers', INSTANCES);
  const { definition } = scratch.cloud;
  clusters = temporaryFolder();
  mkdirSync(join(clusters, definition.name));
  // JSON is YAML
  const own = JSON.stringify({ ...definition, datacenter: definition.name });
  writeFileSync(join(clusters, definition.name, 'cluster.yaml'), own);
  workflows = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue: QUEUE,
    workflowsPath: require.resolve('./support/align-workflow'),
  });
  serving = workflows.run();
  workers = [start(), start()];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  workflows.shutdown();
  await serving;
  await temporal.teardown();
  await scratch.close();
});

/** A worker on a machine of its own: no folder is another's. */
function start(): WorkerProcess {
  const own = { STACKLEAP_STORE: temporaryFolder(), STACKLEAP_RUNS: temporaryFolder() };
  return startWorker(temporal.address, scratch.cloud.definition.name, clusters, own);
}

test(`two workers serve one run, whichever of them dies (seed ${SEED})`, async () => {
  const { database, cloud } = scratch;
  const { name } = cloud.definition;
  let aligned: Record<string, string> | undefined;
  for (let number = 1; number <= RUNS; number++) {
    const random = new SeededRandom(SEED, number);
    const input: AlignInput = {
      run: { id: `${name}-${number}`, cluster: name, datacenter: name },
      phases: ['preflight', 'images', 'compute', 'volumes'],
      taskQueue: datacenterQueue(name),
    };
    const handle = await temporal.client.workflow.start('alignByPlan', {
      ...{ taskQueue: QUEUE, workflowId: `align-${number}`, args: [input] },
    });
    let over = false;
    const done = handle.result().finally(() => (over = true));
    let killed = 0;
    while (!over && killed < KILLS) {
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 500 + random.below(8_000)))]);
      if (over) break;
      const victim = random.below(workers.length);
      await workers[victim]?.kill();
      workers[victim] = start();
      killed++;
    }
    expect(await done).toEqual([]);
    expect(killed).toBeGreaterThan(0);
    process.stderr.write(`run ${number}: ${killed} workers killed\n`);
    const dump = await takeDump(database, cloud.schemas);
    aligned ??= dump;
    expect(dump).toEqual(aligned);
  }
});
