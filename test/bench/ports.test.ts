import type { MeasuredPorts } from '../../bench/ports/measure';
import { timedRequests } from '../../bench/ports/requests';
import { printPorts } from '../../bench/ports/table';
import { fakeOpenStack } from '../support/fake-openstack';
import { read } from '../house/sources';

const MEASURED: MeasuredPorts = {
  ports: 5000,
  atOnce: 8,
  apiWorkers: 2,
  seconds: 500,
  portsPerSecond: 10,
  requests: 5040,
  requestsPerSecond: 10.1,
  verifySeconds: 30,
  undoSeconds: 600,
  peer: { sample: 20, secondsPerPort: 2.5 },
  ratios: { 'openstack-client': 25 },
};

describe("the ports' bench", () => {
  it('tells times, requests and what the client would take', () => {
    const text = printPorts(MEASURED);
    for (const told of [
      '500 s, 10 ports a second',
      '5040, 10.1 a second',
      '2.5 s a port (20 in a loop), 12500 s for all',
    ])
      expect(text).toContain(told);
  });

  it('does not make up an undo that was not asked for', () => {
    const { undoSeconds: _, ...withoutUndo } = MEASURED;
    expect(printPorts(withoutUndo)).toMatch(/undone +│ not measured/);
  });

  it('counts the requests that are sent', async () => {
    const cloud = await fakeOpenStack(() => ({ status: 200, body: {} }));
    const { requests } = await timedRequests(async () => {
      await fetch(cloud.url);
      await fetch(cloud.url);
    });
    await cloud.close();
    expect(requests).toBe(2);
  });

  it('is described with its options', () => {
    const page = read('docs/benchmarks.md');
    for (const option of ['bench -- ports', '--ports', '--sample', '--at-once', '--api-workers', '--without-undo'])
      expect(page).toContain(option);
  });
});
