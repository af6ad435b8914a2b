import * as fc from 'fast-check';
import type { Bridge, Switch, SwitchPort } from '../../model/network/switch';

export const LAYOUT = {
  physicalNetworks: { physnet1: 'br-vlan', physnet2: 'br-two' },
  integrationBridge: 'br-int',
  tunnelBridge: null,
};

export interface GivenNetwork {
  readonly id: string;
  readonly tag: number;
  readonly physicalNetwork: 'physnet1' | 'physnet2';
  /** null: flat. */
  readonly segment: number | null;
  readonly ports: number;
}

function port(name: string, more: Partial<SwitchPort> = {}): SwitchPort {
  return { name, tag: null, otherConfig: {}, ofport: 9, type: '', externalIds: {}, options: {}, ...more };
}

export function patch(name: string, peer: string, ofport: number): SwitchPort {
  return port(name, { type: 'patch', options: { peer }, ofport });
}

export function vmPort(name: string, { id, tag, physicalNetwork, segment }: GivenNetwork): SwitchPort {
  return port(name, {
    tag,
    otherConfig: {
      net_uuid: id,
      network_type: segment === null ? 'flat' : 'vlan',
      physical_network: physicalNetwork,
      ...(segment === null ? {} : { segmentation_id: String(segment) }),
    },
    externalIds: { 'iface-id': `port-${name}`, 'attached-mac': 'fa:16:3e:00:00:01' },
  });
}

export function bridge(name: string, ports: readonly SwitchPort[]): Bridge {
  return { name, datapathType: 'netdev', protocols: ['OpenFlow10'], failMode: '', controllers: [], ports };
}

/** A host as Liberty's agent leaves it: br-int with patches to br-vlan (1) and br-two (2). */
export function libertySwitch(networks: readonly GivenNetwork[]): Switch {
  const vms = networks.flatMap((network) =>
    Array.from({ length: network.ports }, (_, i) => vmPort(`tap-${network.id}-${i}`, network)),
  );
  return {
    managers: [],
    bridges: [
      bridge('br-int', [patch('int-br-vlan', 'phy-br-vlan', 1), patch('int-br-two', 'phy-br-two', 2), ...vms]),
      bridge('br-vlan', [port('uplink'), patch('phy-br-vlan', 'int-br-vlan', 5)]),
      bridge('br-two', [port('uplink2'), patch('phy-br-two', 'int-br-two', 6)]),
    ],
  };
}

/** Networks as they can be on one host: a local VLAN each, at most one flat one on each physical network. */
export const networksArbitrary: fc.Arbitrary<readonly GivenNetwork[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 4094 }), { maxLength: 8 })
  .chain((tags) =>
    fc.tuple(
      ...tags.map((tag, i) =>
        fc.record({
          id: fc.constant(`net-${i}`),
          tag: fc.constant(tag),
          physicalNetwork: fc.constantFrom('physnet1' as const, 'physnet2' as const),
          segment: fc.option(fc.integer({ min: 1, max: 4094 }), { nil: null }),
          ports: fc.integer({ min: 1, max: 3 }),
        }),
      ),
    ),
  )
  .map((networks) => {
    const seen = new Set<string>();
    return networks.filter(({ physicalNetwork, segment }) => {
      const wire = `${physicalNetwork}/${segment}`;
      return seen.has(wire) ? false : (seen.add(wire), true);
    });
  });
