const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'] as const;
const SPOKEN = 'http/json';

/** Whether OpenTelemetry's variables name a collector. Throws an Error that lists all of them that cannot be followed. */
export function tracingWanted(env: NodeJS.ProcessEnv): boolean {
  const isSet = (name: string): boolean => (env[name] ?? '') !== '';
  if (env['OTEL_SDK_DISABLED'] === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none' || !ENDPOINTS.some(isSet))
    return false;
  const wrong = [
    ...ENDPOINTS.filter((name) => isSet(name) && !/^https?:$/.test(protocolOf(env[name] ?? ''))).map(
      (name) => `${name} is "${env[name]}": give a URL, such as http://127.0.0.1:4318.`,
    ),
    ...PROTOCOLS.filter((name) => isSet(name) && env[name] !== SPOKEN).map(
      (name) => `${name} is "${env[name]}": only ${SPOKEN} is spoken.`,
    ),
  ];
  if (wrong.length > 0) throw new Error(wrong.join(' '));
  return true;
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
