import * as fc from 'fast-check';
import { BYPASS_COOKIE } from '../../flows/cookie';
import { buildBypassFlows } from '../../flows/bypass-flows';
import { LAYOUT, libertySwitch, networksArbitrary, vmPort } from './switches';

const NOTHING = new Map<string, readonly string[]>();

interface Frame {
  readonly port: number;
  /** null: untagged. */
  readonly vlan: number | null;
}

/** What a bridge with these flows does to a frame: the VLAN with which it goes on by NORMAL, or 'dropped'. */
function send(flows: readonly string[], { port, vlan }: Frame): number | null | 'dropped' {
  const sorted = flows.toSorted((a, b) => priority(b) - priority(a));
  const flow = sorted.find((candidate) => {
    const inPort = /in_port=(\d+)/.exec(candidate)?.[1];
    const dlVlan = /dl_vlan=(\d+)/.exec(candidate)?.[1];
    if (inPort !== undefined && Number(inPort) !== port) return false;
    if (dlVlan !== undefined && Number(dlVlan) !== vlan) return false;
    return !(candidate.includes('vlan_tci=0x0000/0x1fff') && vlan !== null);
  });
  if (flow === undefined || flow.includes('actions=drop')) return 'dropped';
  if (flow.includes('pop_vlan')) return null;
  const set = /mod_vlan_vid:(\d+)/.exec(flow)?.[1];
  return set === undefined ? vlan : Number(set);
}

function priority(flow: string): number {
  return Number(/priority=(\d+)/.exec(flow)?.[1] ?? 0);
}

const PATCH = {
  physnet1: { inside: 1, outside: 5, bridge: 'br-vlan' },
  physnet2: { inside: 2, outside: 6, bridge: 'br-two' },
};

describe('seeds', () => {
  it('translate every network both ways between its local VLAN and the wire', () => {
    fc.assert(
      fc.property(networksArbitrary, (networks) => {
        const { flows, problems } = buildBypassFlows(libertySwitch(networks), LAYOUT, NOTHING);
        expect(problems).toEqual([]);
        for (const { tag, segment, physicalNetwork } of networks) {
          const { inside, outside, bridge } = PATCH[physicalNetwork];
          expect(send(flows.get('br-int') ?? [], { port: inside, vlan: segment })).toBe(tag);
          expect(send(flows.get(bridge) ?? [], { port: outside, vlan: tag })).toBe(segment);
        }
      }),
    );
  });

  it('let nothing else over the border: no local VLAN on the wire, no foreign VLAN inside', () => {
    const anyVlan = fc.option(fc.integer({ min: 1, max: 4094 }), { nil: null });
    fc.assert(
      fc.property(networksArbitrary, anyVlan, (networks, vlan) => {
        const { flows } = buildBypassFlows(libertySwitch(networks), LAYOUT, NOTHING);
        const leaks = Object.entries(PATCH).flatMap(([name, { inside, outside, bridge }]) => {
          const own = networks.filter(({ physicalNetwork }) => physicalNetwork === name);
          return [
            own.some(({ segment }) => segment === vlan)
              ? 'own'
              : send(flows.get('br-int') ?? [], { port: inside, vlan }),
            own.some(({ tag }) => tag === vlan) ? 'own' : send(flows.get(bridge) ?? [], { port: outside, vlan }),
          ].filter((outcome) => outcome !== 'own' && outcome !== 'dropped');
        });
        expect(leaks).toEqual([]);
      }),
    );
  });

  it('leave what comes from VMs and from the wire to NORMAL, under a cookie of their own, the integration bridge last', () => {
    const network = { id: 'n', tag: 7, physicalNetwork: 'physnet1', segment: 100, ports: 2 } as const;
    const { flows } = buildBypassFlows(libertySwitch([network]), LAYOUT, NOTHING);
    expect([...flows.keys()]).toEqual(['br-vlan', 'br-two', 'br-int']);
    expect(send(flows.get('br-int') ?? [], { port: 9, vlan: 7 })).toBe(7);
    expect(send(flows.get('br-vlan') ?? [], { port: 9, vlan: 100 })).toBe(100);
    for (const flow of [...flows.values()].flat())
      expect(flow).toMatch(new RegExp(`^cookie=${BYPASS_COOKIE},table=0,priority=`));
  });
});

describe('what bypass flows cannot carry', () => {
  const network = { id: 'n', tag: 7, physicalNetwork: 'physnet1', segment: 100, ports: 1 } as const;
  const base = libertySwitch([network]);

  function bypassFlowsWith(change: object): ReturnType<typeof buildBypassFlows> {
    const odd = { ...vmPort('tap-odd', network), ...change };
    const bridges = base.bridges.map((bridge) =>
      bridge.name === 'br-int' ? { ...bridge, ports: [...bridge.ports, odd] } : bridge,
    );
    return buildBypassFlows({ ...base, bridges }, LAYOUT, NOTHING);
  }
  const withPort = (change: object): readonly string[] => bypassFlowsWith(change).problems;

  it('leaves a port dark that the agent has wired nowhere', () => {
    const { flows, problems } = bypassFlowsWith({ tag: 4095, ofport: 77 });
    expect(problems).toEqual([]);
    expect(flows.get('br-int')).toContainEqual(expect.stringMatching(/priority=65534,in_port=77,actions=drop$/));
  });

  it.each([
    [{ tag: null }, 'port tap-odd has no local VLAN'],
    [{ otherConfig: {} }, 'port tap-odd has no local VLAN'],
    [{ otherConfig: { net_uuid: 'm', network_type: 'local' } }, 'port tap-odd is on a network of type local'],
    [
      { otherConfig: { net_uuid: 'm', network_type: 'vxlan' } },
      'port tap-odd is on a vxlan network with segmentation id missing',
    ],
    [
      { otherConfig: { net_uuid: 'm', network_type: 'vxlan', segmentation_id: '70000' } },
      'network m is of type vxlan, and the definition names no network.tunnelBridge',
    ],
    [
      { otherConfig: { net_uuid: 'm', network_type: 'vlan', physical_network: 'physnet1' } },
      'port tap-odd is on a VLAN network with segmentation id missing',
    ],
    [{ tag: 8 }, 'network n has the local VLANs 7 and 8'],
    [
      { otherConfig: { net_uuid: 'm', network_type: 'flat', physical_network: 'physnet9' } },
      'network m is on physnet9, which the definition gives no bridge',
    ],
  ])('%j: %s', (change, problem) => {
    expect(withPort(change)).toContain(problem);
  });

  it('names a physical bridge that is not there', () => {
    const bridges = base.bridges.filter(({ name }) => name !== 'br-two');
    expect(buildBypassFlows({ ...base, bridges }, LAYOUT, NOTHING).problems).toEqual([
      'bridge br-two of physnet2 has no patch ports to br-int',
    ]);
  });
});
