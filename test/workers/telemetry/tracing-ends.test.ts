import { trace } from '@opentelemetry/api';
import { KnownSecrets } from '../../../workers/telemetry/known-secrets';
import { startTracing } from '../../../workers/telemetry/tracing';
import { freePort } from '../../support/prometheus';

test('a worker ends well where its collector is away', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url;
  const tracing = startTracing('orchestrator', process.env, new KnownSecrets());
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  trace.getTracer('test').startSpan('lost').end();
  await expect(tracing?.end()).resolves.toBeUndefined();
});
