import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { closeDatabases } from '../../support/databases';
import { datacenterQueue } from '../../../model/names';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { startTemporal } from '../../support/temporal';
import type { CopyInput, UndoInput } from './copy-workflow';
import { startWorker, type WorkerProcess } from './worker-process';

const QUEUE = 'kill-loop';
const LEDGER = 'stackleap';

/** A scratch cloud on the lab's server, Temporal, and a real worker process on its queue. */
export interface KillStage {
  /**
   * Copies everything; `kills` are moments, in ms after the start or after the last restart, at which the worker is killed.
   * The number of kills that came while the copy was under way.
   */
  copy(kills: readonly number[]): Promise<number>;
  /** Undoes everything, as the worker does it; the same of kills. */
  undo(kills: readonly number[]): Promise<number>;
  /** Every table of both sides. */
  dump(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function openKillStage(name: string, instances: number): Promise<KillStage> {
  const temporal: TestWorkflowEnvironment = await startTemporal();
  const scratch: Scratch = await openScratch(name, instances);
  const { cloud, database } = scratch;
  const cluster = cloud.definition.name;
  const definition = { ...cloud.definition, datacenter: cluster };
  const clusters = mkdtempSync(join(tmpdir(), 'stackleap-kill-'));
  mkdirSync(join(clusters, cluster));
  // JSON is YAML
  writeFileSync(join(clusters, cluster, 'cluster.yaml'), JSON.stringify(definition));
  const phases = [planImages(definition), planCompute(definition), planVolumes(definition)];
  const workflows = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue: QUEUE,
    workflowsPath: require.resolve('./copy-workflow'),
  });
  const serving = workflows.run();
  const start = (): WorkerProcess => startWorker(temporal.address, cluster, clusters);
  let worker = start();
  let number = 0;
  const run = () => ({ id: `${cluster}-${number}`, cluster, datacenter: cluster });

  /** Starts a workflow and kills the worker at these moments while it runs; how often it did. */
  const withKills = async (type: string, input: CopyInput | UndoInput, kills: readonly number[]): Promise<number> => {
    const handle = await temporal.client.workflow.start(type, {
      taskQueue: QUEUE,
      workflowId: `${type}-${cluster}-${number}`,
      args: [input],
    });
    let over = false;
    const done = handle.result().finally(() => (over = true));
    let killed = 0;
    for (const ms of kills) {
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, ms))]);
      if (over) break;
      await worker.kill();
      killed++;
      worker = start();
    }
    await done;
    return killed;
  };

  return {
    copy: (kills) => {
      number++;
      return withKills('copyTables', { phases, run: run(), taskQueue: datacenterQueue(cluster) }, kills);
    },
    undo: async (kills) => {
      const killed = await withKills('undoTables', { run: run(), taskQueue: datacenterQueue(cluster) }, kills);
      await forget(scratch, cluster);
      return killed;
    },
    dump: () => takeDump(database, cloud.schemas),
    close: async () => {
      await worker.kill();
      workflows.shutdown();
      await serving;
      await temporal.teardown();
      await forget(scratch, cluster);
      await scratch.close();
      await closeDatabases();
      rmSync(clusters, { recursive: true, force: true });
    },
  };
}

/** The ledger is the lab's own: nothing of a scratch cloud stays in it. */
async function forget({ database }: Scratch, cluster: string): Promise<void> {
  const tables = await database.rows(
    "SELECT TABLE_NAME AS t FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND COLUMN_NAME = 'cluster'",
    [LEDGER],
  );
  for (const { t } of tables) await database.run(`DELETE FROM ${LEDGER}.${t as string} WHERE cluster = ?`, [cluster]);
}
