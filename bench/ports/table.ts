import Table from 'cli-table3';
import type { MeasuredPorts } from './measure';

/** The measurement for people. */
export function printPorts(measured: MeasuredPorts): string {
  const { ports, atOnce, apiWorkers, seconds, requests, peer, ratios } = measured;
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    ['ports', String(ports)],
    ['requests at once', String(atOnce)],
    ["neutron-server's API workers", String(apiWorkers)],
    ['re-created', `${seconds} s, ${measured.portsPerSecond} ports a second`],
    ['requests', `${requests}, ${measured.requestsPerSecond} a second`],
    ['compared', `${measured.verifySeconds} s`],
    ['undone', measured.undoSeconds === undefined ? 'not measured' : `${measured.undoSeconds} s`],
    [
      'openstack port create',
      `${peer.secondsPerPort} s a port (${peer.sample} in a loop), ${Math.round(peer.secondsPerPort * ports)} s for all`,
    ],
    ['ratio', String(ratios['openstack-client'])],
  );
  return `${table.toString()}\nThe ratio is the client's time over ours.`;
}
