import { tracingWanted } from '../../../workers/telemetry/tracing-wanted';

const URL = 'http://127.0.0.1:4318';

test.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
  [{ OTEL_SERVICE_NAME: 'stackleap' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: URL }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${URL}/v1/traces`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_SDK_DISABLED: 'true' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_TRACES_EXPORTER: 'none' }, false],
])('%j: traced is %s', (env, wanted) => {
  expect(tracingWanted(env)).toBe(wanted);
});

test('names every variable that it cannot follow, at once', () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
  expect(() => tracingWanted(env)).toThrow(
    'OTEL_EXPORTER_OTLP_ENDPOINT is "127.0.0.1:4318": give a URL, such as http://127.0.0.1:4318. ' +
      'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc": only http/json is spoken.',
  );
});
