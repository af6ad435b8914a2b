import { loadClientConnectConfig } from '@temporalio/envconfig';
import { makeTelemetryFilterString, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { pinoLogger } from './logger';

/** After SIGTERM running activities have this long to come to a point from which a retry can continue. */
const GRACE = '5s';
/** Then the process ends, whatever still runs: every step may be run again. */
const FORCE = '8s';

export interface Service {
  readonly name: string;
  /** The worker's own options; made once the connection stands. */
  readonly options: (connection: NativeConnection, namespace: string) => Promise<Omit<WorkerOptions, 'connection'>>;
  /** Closes what the activities have opened. */
  readonly close?: () => Promise<void>;
}

/**
 * Runs a worker until SIGINT or SIGTERM. Temporal's address and credentials come from its usual environment variables
 * (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS, TEMPORAL_API_KEY …) or its configuration file.
 */
async function serve({ name, options, close }: Service): Promise<void> {
  Runtime.install({
    logger: pinoLogger(name),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) } },
  });
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      shutdownGraceTime: GRACE,
      shutdownForceTime: FORCE,
      ...(await options(connection, namespace)),
    });
    await worker.run();
  } finally {
    await close?.();
    await connection.close();
  }
}

/** `serve` as a process: ends with 1 when the worker could not start or broke down. */
export function serveProcess(service: Service): void {
  serve(service).catch((error: unknown) => {
    console.error(`${service.name} ended: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
