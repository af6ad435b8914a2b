import { Client, Connection } from '@temporalio/client';
import { resolveTemporal, type TemporalBinary } from '../temporal/resolve';
import { startTemporal, stopTemporal, type TemporalServer } from '../temporal/server';
import { startBackground, stopBackground, type Background } from './background';
import type { TemporalCommand } from './start-upgrade';

const WORKERS = { orchestrator: 'worker-orchestrator', datacenter: 'worker-datacenter' } as const;

/** A Temporal server and both workers, each a process of its own. */
export interface Stage {
  readonly client: Client;
  readonly command: TemporalCommand;
  readonly server: TemporalServer;
  readonly workers: { readonly orchestrator: Background; readonly datacenter: Background };
  close(): Promise<void>;
}

/** Ends what an earlier, killed run left behind. */
export async function clearStage(): Promise<void> {
  await Promise.all(Object.values(WORKERS).map(stopBackground));
  await stopTemporal();
}

/** Starts the datacenter's worker; a test that killed it starts it again. */
export function startDatacenterWorker(
  address: string,
  datacenter: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Background> {
  return startBackground(WORKERS.datacenter, 'workers/datacenter.js', ['--datacenter', datacenter], {
    TEMPORAL_ADDRESS: address,
    ...env,
  });
}

export function startOrchestratorWorker(address: string): Promise<Background> {
  return startBackground(WORKERS.orchestrator, 'workers/orchestrator.js', [], { TEMPORAL_ADDRESS: address });
}

/** Starts Temporal, the orchestrator's worker and a datacenter's. */
export async function setStage(datacenter: string, binary?: TemporalBinary): Promise<Stage> {
  await clearStage();
  const { path } = binary ?? (await resolveTemporal());
  const server = await startTemporal({ path, origin: '' });
  const { address } = server;
  const [orchestrator, worker] = await Promise.all([
    startOrchestratorWorker(address),
    startDatacenterWorker(address, datacenter),
  ]);
  const connection = await Connection.connect({ address });
  return {
    client: new Client({ connection }),
    command: { binary: path, address },
    server,
    workers: { orchestrator, datacenter: worker },
    close: async () => {
      await connection.close();
      await clearStage();
    },
  };
}
