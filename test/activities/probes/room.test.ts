import { roomFor } from '../../../activities/probes/room';

const on = (host: string, vms: number) => Array.from({ length: vms }, () => ({ host }));

test('a day of pings writes about 100 bytes for each', () => {
  expect(roomFor({ intervalMs: 100, inFlightIntervalMs: null }, on('compute1', 990), 10)).toEqual({
    bytes: 86.4e9,
    told: 'pings of 990 VMs every 100 ms write 86.4 GB in a day: give it room, or raise probes.intervalMs.',
  });
});

test('the faster pings of the host in turn count, by the host with the most VMs', () => {
  const vms = [...on('compute1', 20), ...on('compute2', 100), ...on('compute3', 70)];
  expect(roomFor({ intervalMs: 100, inFlightIntervalMs: 10 }, vms, 10)).toEqual({
    bytes: 17.28e9 + 86.4e9,
    told:
      'pings of 190 VMs every 100 ms write 17.3 GB in a day, those of up to 100 VMs of the host whose turn it is every 10 ms 86.4 GB more: ' +
      'give it room, or raise probes.intervalMs or probes.inFlightIntervalMs.',
  });
});

test('where there is no VM, control targets are pinged all the same', () => {
  expect(roomFor({ intervalMs: 1_000, inFlightIntervalMs: 10 }, [], 1)).toMatchObject({ bytes: 8.64e6 });
});
