import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { makeTelemetryFilterString, NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { onResolved } from '../config/secret/resolved';
import { readDataConverter } from './codec/read-codec';
import { deploymentOptions } from './deployment';
import { pinoLogger } from './logger';
import { gaugesBy, type SetGauge } from './telemetry/gauges';
import { hideInFailures } from './telemetry/hide-in-failures';
import { KnownSecrets } from './telemetry/known-secrets';
import { metricsAddress } from './telemetry/metrics-address';
import { startTracing } from './telemetry/tracing';

/** After SIGTERM running activities have this long to come to a point from which a retry can continue. */
const GRACE = '5s';
/** Then the process ends, whatever still runs: every step may be run again. */
const FORCE = '8s';

export interface Service {
  readonly name: string;
  /** The worker's own options; made once the connection stands. */
  readonly options: (connection: NativeConnection, namespace: string) => Promise<Omit<WorkerOptions, 'connection'>>;
  /** Begins to show the worker's own gauges, where metrics are shown at all; returns how to stop it. */
  readonly watch?: (client: Client, set: SetGauge) => () => void;
  /** Closes what the activities have opened. */
  readonly close?: () => Promise<void>;
}

/**
 * Runs a worker until SIGINT or SIGTERM. Temporal's address and credentials come from its usual environment variables
 * (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS, TEMPORAL_API_KEY …) or its configuration file.
 */
async function serve({ name, options, watch, close }: Service, secrets: KnownSecrets): Promise<void> {
  const tracing = startTracing(name, process.env, secrets);
  const bindAddress = metricsAddress(process.env);
  const deployment = deploymentOptions(process.env);
  const { metricMeter } = Runtime.install({
    logger: pinoLogger(name, secrets),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) },
      ...(bindAddress === undefined ? {} : { metrics: { prometheus: { bindAddress } } }),
    },
  });
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const dataConverter = await readDataConverter(process.env);
  const connection = await NativeConnection.connect(connectionOptions);
  let stop: (() => void) | undefined;
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      dataConverter,
      shutdownGraceTime: GRACE,
      shutdownForceTime: FORCE,
      interceptors: { activity: [() => ({ inbound: hideInFailures(secrets) })] },
      ...(deployment !== undefined && { workerDeploymentOptions: deployment }),
      plugins: tracing === undefined ? [] : [tracing.plugin],
      ...(await options(connection, namespace)),
    });
    if (bindAddress !== undefined)
      stop = watch?.(new Client({ connection, namespace, dataConverter }), gaugesBy(metricMeter));
    await worker.run();
  } finally {
    stop?.();
    await close?.();
    await connection.close();
    await tracing?.end();
  }
}

/** `serve` as a process: ends with 1 when the worker could not start or broke down. */
export function serveProcess(service: Service): void {
  const secrets = new KnownSecrets();
  onResolved((value) => secrets.add(value));
  serve(service, secrets).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${service.name} ended: ${secrets.hide(message)}`);
    process.exitCode = 1;
  });
}
