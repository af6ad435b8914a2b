import { createProgram } from '../../../cli/program';
import { metricsAddress } from '../../../workers/telemetry/metrics-address';

describe('where metrics are shown', () => {
  it.each(['127.0.0.1:9464', '0.0.0.0:1', '[::1]:65535'])('%s is an address', (value) => {
    expect(metricsAddress({ STACKLEAP_METRICS: value })).toBe(value);
  });

  it('is nowhere unless it is said', () => {
    expect([metricsAddress({}), metricsAddress({ STACKLEAP_METRICS: '' })]).toEqual([undefined, undefined]);
  });

  it.each(['9464', ':9464', 'localhost:9464', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:65536', '127.0.0.1:9464/metrics'])(
    '%s is refused before a worker starts, with what to write',
    async (value) => {
      const argv = ['worker', 'orchestrator', '--metrics', value];
      await expect(createProgram().parseAsync(argv, { from: 'user' })).rejects.toMatchObject({
        type: 'Usage',
        message: `STACKLEAP_METRICS is "${value}". Give an IP address and a port, such as 127.0.0.1:9464 or 0.0.0.0:9464.`,
      });
    },
  );
});
