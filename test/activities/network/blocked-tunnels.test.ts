import { blockedTunnels } from '../../../activities/network/preflight/blocked-tunnels';
import { statementsBy, type Row } from '../../../connectors/mysql/statements';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { definitionOf } from '../../support/definition';

const END = { type: 'vxlan', ip_address: '10.9.0.11', host: 'compute1', udp_port: 4789 };

function agent(host: string, configurations: object): Row {
  return { id: host, host, admin_state_up: 1, configurations: JSON.stringify(configurations) };
}

function blocked(agents: readonly Row[], old: readonly Row[] = [], now: readonly Row[] = []) {
  const target = statementsBy(async () => Promise.resolve(now));
  return blockedTunnels(
    { definition: definitionOf('blue'), pair: LIBERTY_TO_STEIN, target },
    { agents, tunnelEndpoints: old },
  );
}

test('agents that learn from Neutron where ports are stand in the way: how many, where, and what to do', async () => {
  const agents = Array.from({ length: 12 }, (_, i) =>
    agent(`compute${i + 1}`, { l2_population: true, tunnel_types: ['vxlan'] }),
  );
  const [blocker, ...others] = await blocked(agents);
  expect(others).toEqual([]);
  expect(blocker?.message).toContain('12 Open vSwitch agents');
  expect(blocker?.message).toContain('compute1, compute2, ');
  expect(blocker?.message).toContain('compute10 and 2 more');
  expect(blocker?.message).toContain('set l2_population = false');
});

test.each([
  ['without l2_population', { l2_population: false, tunnel_types: ['vxlan'] }],
  ['without tunnels', { l2_population: true, tunnel_types: [] }],
  ['that says nothing of either', {}],
])('an agent %s does not', async (_, configurations) => {
  await expect(blocked([agent('compute1', configurations)])).resolves.toEqual([]);
});

test.each([
  ['another host', { ...END, host: 'compute2' }],
  ['another address', { ...END, ip_address: '10.9.0.12' }],
])('an end that the new Neutron has at %s stands in the way', async (_, now) => {
  await expect(blocked([], [END], [now])).resolves.toMatchObject([
    { type: 'TargetNotClean', message: expect.stringContaining('vxlan 10.9.0.11 of compute1 where it has') },
  ]);
});

test.each([
  ['the same end', END],
  ['the same address without a host', { ...END, host: null }],
  ['another end of the same host, of another type', { ...END, type: 'gre', ip_address: '10.8.0.11', udp_port: null }],
])('%s does not', async (_, now) => {
  await expect(blocked([], [END], [now])).resolves.toEqual([]);
});
