import { TUNNEL_TABLES, type TunnelType } from '../support/tunnels';

/** Flows as agents leave them, in the form of `parseFlows`. */

const LIBERTY = 'cookie=0xaaaabbbb00001111';

/** br-tun of Liberty's agent with l2population and the ARP responder: patch-int is port 1, a VXLAN tunnel port 2; network 1001 on VLAN 6. */
export const LIBERTY_TUNNELS: readonly string[] = [
  'table=0,priority=1,in_port=1,actions=resubmit(,2)',
  'table=0,priority=1,in_port=2,actions=resubmit(,4)',
  'table=0,priority=0,actions=drop',
  'table=2,priority=1,arp,dl_dst=ff:ff:ff:ff:ff:ff,actions=resubmit(,21)',
  'table=2,priority=0,dl_dst=00:00:00:00:00:00/01:00:00:00:00:00,actions=resubmit(,20)',
  'table=2,priority=0,dl_dst=01:00:00:00:00:00/01:00:00:00:00:00,actions=resubmit(,22)',
  'table=3,priority=0,actions=drop',
  'table=4,priority=1,tun_id=0x3e9,actions=mod_vlan_vid:6,resubmit(,10)',
  'table=4,priority=0,actions=drop',
  'table=6,priority=0,actions=drop',
  'table=10,priority=1,actions=learn(table=20,hard_timeout=300,priority=1,cookie=0xaaaabbbb00001111,NXM_OF_VLAN_TCI[0..11],NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],load:0->NXM_OF_VLAN_TCI[],load:NXM_NX_TUN_ID[]->NXM_NX_TUN_ID[],output:NXM_OF_IN_PORT[]),output:1',
  'table=20,hard_timeout=300,priority=1,vlan_tci=0x0006/0x0fff,dl_dst=fa:16:3e:00:00:99,actions=load:0->NXM_OF_VLAN_TCI[],load:0x3e9->NXM_NX_TUN_ID[],output:2',
  'table=20,priority=2,dl_vlan=6,dl_dst=fa:16:3e:00:00:98,actions=strip_vlan,set_tunnel:0x3e9,output:2',
  'table=20,priority=0,actions=resubmit(,22)',
  'table=21,priority=1,arp,dl_vlan=6,arp_tpa=10.6.0.2,actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[],mod_dl_src:fa:16:3e:00:00:98,load:0x2->NXM_OF_ARP_OP[],move:NXM_NX_ARP_SHA[]->NXM_NX_ARP_THA[],move:NXM_OF_ARP_SPA[]->NXM_OF_ARP_TPA[],load:0xfa163e000098->NXM_NX_ARP_SHA[],load:0xa060002->NXM_OF_ARP_SPA[],IN_PORT',
  'table=21,priority=0,actions=resubmit(,22)',
  'table=22,dl_vlan=6,actions=strip_vlan,set_tunnel:0x3e9,output:2',
  'table=22,priority=0,actions=drop',
].map((flow) => `${LIBERTY},${flow}`);

/** The same with a tunnel of another type. */
export function libertyTunnels(type: TunnelType): readonly string[] {
  const table = TUNNEL_TABLES[type];
  return LIBERTY_TUNNELS.map((flow) =>
    flow
      .replace('table=4,priority=1,tun_id', `table=${table},priority=1,tun_id`)
      .replace('resubmit(,4)', `resubmit(,${table})`),
  );
}

/** What is worth testing of br-int with the firewall driver `openvswitch`: port 9 on VLAN 2. */
export const FIREWALL: readonly string[] = [
  'table=0,priority=100,in_port=9,actions=load:0x9->NXM_NX_REG5[],load:0x2->NXM_NX_REG6[],resubmit(,71)',
  'table=0,priority=90,dl_vlan=2,dl_dst=fa:16:3e:00:00:11,actions=load:0x9->NXM_NX_REG5[],load:0x2->NXM_NX_REG6[],strip_vlan,resubmit(,81)',
  'table=0,priority=3,in_port=1,dl_vlan=100,actions=mod_vlan_vid:2,NORMAL',
  'table=0,priority=0,actions=NORMAL',
  'table=71,priority=65,ct_state=-trk,ip,reg5=0x9,in_port=9,dl_src=fa:16:3e:00:00:11,nw_src=10.2.0.11,actions=ct(table=72,zone=NXM_NX_REG6[0..15])',
  'table=72,priority=77,ct_state=+est-rel-rpl,tcp,reg5=0x9,actions=resubmit(,73)',
  'table=72,priority=40,ct_state=+new,ip,reg5=0x9,actions=ct(commit,zone=NXM_NX_REG6[0..15],exec(load:0x1->NXM_NX_CT_MARK[]))',
  'table=73,priority=80,reg5=0x9,actions=NORMAL',
  'table=82,priority=71,ct_state=+new-est,ip,reg6=0x2,nw_src=10.2.0.12,actions=conjunction(16,1/2)',
  'table=82,priority=71,conj_id=16,ct_state=+new-est,ip,reg5=0x9,actions=ct(commit,zone=NXM_NX_REG6[0..15]),output:9',
].map((flow) => `${LIBERTY},${flow}`);
