import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { projectRoot } from '../../config/project-root';
import { clearStage, startDatacenterWorker, startOrchestratorWorker } from '../demo/stage';
import type { TemporalCommand } from '../demo/start-upgrade';
import { stateFolder } from '../folders';
import { resolveTemporal } from '../temporal/resolve';
import { startTemporal, stopTemporal } from '../temporal/server';
import { readBoundaries, type Boundary } from './boundary';
import type { Kills } from './choose-moment';
import { CHAOS, type Settings } from './settings';
import { keepRunning } from './keep-running';

/** Temporal on a file, and two workers that are started again whenever they die; the datacenter's dies at some boundaries. */
export interface ChaosStage {
  readonly client: Client;
  readonly command: TemporalCommand;
  readonly ui: string;
  readonly kill: (worker: 'orchestrator' | 'datacenter') => void;
  /** As when its machine loses power: killed, and started again from what it has on disk. */
  readonly restartTemporal: () => Promise<void>;
  readonly boundaries: () => readonly Boundary[];
  close(): Promise<void>;
}

export async function setChaosStage(datacenter: string, kills: Kills): Promise<ChaosStage> {
  await clearStage();
  const binary = await resolveTemporal();
  const [file, log] = ['temporal.db', 'boundaries'].map((name) => join(stateFolder(), `chaos.${name}`)) as [
    string,
    string,
  ];
  for (const old of [file, `${file}-shm`, `${file}-wal`, log]) rmSync(old, { force: true });
  writeFileSync(log, '');
  const { address, ui } = await startTemporal(binary, { file });
  const settings: Settings = { ...kills, log };
  const env = {
    NODE_OPTIONS: `--require ${join(projectRoot(), 'dist/lab/chaos/die-at-boundaries.js')}`,
    [CHAOS]: JSON.stringify(settings),
  };
  const [orchestrator, worker] = await Promise.all([
    keepRunning(() => startOrchestratorWorker(address)),
    keepRunning(() => startDatacenterWorker(address, datacenter, env)),
  ]);
  const workers = { orchestrator, datacenter: worker };
  const connection = await Connection.connect({ address });
  return {
    client: new Client({ connection }),
    command: { binary: binary.path, address },
    ui,
    kill: (name) => workers[name].kill(),
    restartTemporal: async () => {
      await stopTemporal(0);
      await startTemporal(binary, { file, port: Number(address.split(':')[1]) });
    },
    boundaries: () => readBoundaries(readFileSync(log, 'utf8')),
    close: async () => {
      await Promise.all([orchestrator.stop(), worker.stop()]);
      await connection.close();
      await clearStage();
    },
  };
}
