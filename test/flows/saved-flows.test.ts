import { parseFlows } from '../../flows/saved-flows';
import { isBypassFlow } from '../../flows/relocated-flows';
import { unwiredVlans } from '../../flows/wired';

const DUMP = `NXST_FLOW reply (xid=0x4):
 cookie=0xaaaabbbb00001111, duration=792.846s, table=0, n_packets=224, n_bytes=17632, idle_age=36, priority=3,in_port=1,vlan_tci=0x0000/0x1fff actions=mod_vlan_vid:2,NORMAL
 cookie=0xaaaabbbb00001111, duration=792.846s, table=23, n_packets=0, n_bytes=0, priority=0 actions=drop
 cookie=0x5eed0000, duration=7.2s, table=0, n_packets=0, n_bytes=0, priority=65535,in_port=1,dl_vlan=100 actions=mod_vlan_vid:5,NORMAL
`;

it('reads flows as ovs-ofctl takes them, without their statistics', () => {
  expect(parseFlows(DUMP)).toEqual([
    'cookie=0x5eed0000,table=0,priority=65535,in_port=1,dl_vlan=100,actions=mod_vlan_vid:5,NORMAL',
    'cookie=0xaaaabbbb00001111,table=0,priority=3,in_port=1,vlan_tci=0x0000/0x1fff,actions=mod_vlan_vid:2,NORMAL',
    'cookie=0xaaaabbbb00001111,table=23,priority=0,actions=drop',
  ]);
});

const own = (dump: string): readonly string[] => parseFlows(dump).filter((flow) => !isBypassFlow(flow));

it('finds the local VLANs that only bypass flows carry', () => {
  const vlans = [2, 5, 50].map(
    (tag) => ({ network: `n${tag}`, tag, type: 'flat', physicalNetwork: 'p', segmentationId: null }) as const,
  );
  expect(unwiredVlans(own(DUMP), vlans).map(({ tag }) => tag)).toEqual([5, 50]);
  const byStein =
    ' cookie=0x1, table=0, priority=3,in_port=1,dl_vlan=100 actions=set_field:4101->vlan_vid,resubmit(,60)';
  expect(unwiredVlans(own(`${DUMP}${byStein}`), vlans).map(({ tag }) => tag)).toEqual([50]);
});
