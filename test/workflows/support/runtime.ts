import { DefaultLogger, Runtime } from '@temporalio/worker';

/** The SDK's runtime of a test, which logs errors alone; `metrics` is where it shows its metrics. */
export function installRuntime(metrics?: string): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    ...(metrics !== undefined && { telemetryOptions: { metrics: { prometheus: { bindAddress: metrics } } } }),
  });
}
