/**
 * Where metrics are shown, `address:port` (an IPv6 address in brackets); undefined where they are off. Throws an Error that says what is
 * wrong with the value.
 */
export function metricsAddress(env: NodeJS.ProcessEnv): string | undefined {
  const value = env['STACKLEAP_METRICS'];
  if (value === undefined || value === '') return undefined;
  const [, port] = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(value) ?? [];
  if (port === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new Error(
      `STACKLEAP_METRICS is "${value}". Give an IP address and a port, such as 127.0.0.1:9464 or 0.0.0.0:9464.`,
    );
  return value;
}
