import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry';
import type { KnownSecrets } from './known-secrets';
import { tracingWanted } from './tracing-wanted';
import { withoutSecrets } from './without-secrets';

export interface Tracing {
  /** Traces a worker's workflows and activities. */
  readonly plugin: OpenTelemetryPlugin;
  /** Sends what is left, if the collector is there. */
  end(): Promise<void>;
}

/**
 * Sends traces by OTLP/HTTP where OpenTelemetry's own variables ask for it; undefined where they do not. Throws an Error about a variable
 * that cannot be followed.
 */
export function startTracing(name: string, env: NodeJS.ProcessEnv, secrets: KnownSecrets): Tracing | undefined {
  if (!tracingWanted(env)) return undefined;
  const resource = new Resource({ 'service.name': `stackleap ${name}` }).merge(envDetectorSync.detect());
  const spanProcessor = new BatchSpanProcessor(withoutSecrets(new OTLPTraceExporter(), secrets));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [spanProcessor] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    plugin: new OpenTelemetryPlugin({ resource, spanProcessor }),
    end: async () => {
      // A collector that is away is no failure of a worker.
      await provider.shutdown().catch(() => undefined);
      for (const part of [trace, propagation, context]) part.disable();
    },
  };
}
