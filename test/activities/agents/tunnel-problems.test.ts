import { tunnelProblems } from '../../../activities/agents/readiness/tunnel-problems';
import type { TunnelEndpoint } from '../../../activities/network/target/tunnel-endpoints';
import type { Bridge, SwitchPort } from '../../../model/network/switch';
import { bridge, patch } from '../../flows/switches';

const FAR: TunnelEndpoint = { type: 'vxlan', address: '10.9.0.11', host: 'compute1', udpPort: 4789 };

function tunnel(type: string, options: SwitchPort['options']): SwitchPort {
  return { ...patch(`${type}-0a09000b`, '', 2), type, options };
}

function brTun(...tunnels: readonly SwitchPort[]): Bridge {
  return bridge('br-tun', [patch('patch-int', 'patch-tun', 1), ...tunnels]);
}

const TUNNEL = tunnel('vxlan', { local_ip: '10.9.0.13', remote_ip: '10.9.0.11' });

it('finds nothing where the new Neutron knows the end of every tunnel', () => {
  expect(tunnelProblems(brTun(TUNNEL), [FAR])).toEqual([]);
});

it.each([
  ['no end at all', []],
  ['an end of another type', [{ ...FAR, type: 'gre', udpPort: null }]],
  ['another end', [{ ...FAR, address: '10.9.0.12' }]],
] as const)('names a tunnel where the new Neutron knows %s', (_, endpoints) => {
  expect(tunnelProblems(brTun(TUNNEL), endpoints)).toEqual([
    'br-tun: vxlan-0a09000b leads to 10.9.0.11, which is no vxlan endpoint of the new Neutron',
  ]);
});

it('does not mind ports that are no tunnels, nor a host without the bridge', () => {
  expect(tunnelProblems(brTun(tunnel('internal', {})), [])).toEqual([]);
  expect(tunnelProblems(undefined, [])).toEqual([]);
});
