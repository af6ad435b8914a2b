import type { TableRows } from '../../rows';

/** Ends of tunnels of every type: on another port than usual, by IPv6, and of an agent that never reported its host. */
export function oddTunnelTables(): readonly TableRows[] {
  return [
    {
      table: 'ml2_vxlan_endpoints',
      rows: [
        { ip_address: '10.9.0.11', udp_port: 4789, host: 'compute1' },
        { ip_address: '10.9.0.12', udp_port: 8472, host: 'compute2' },
        { ip_address: '10.9.0.99', udp_port: 4789, host: null },
      ],
    },
    { table: 'ml2_gre_endpoints', rows: [{ ip_address: '10.9.0.11', host: 'compute1' }] },
    { table: 'ml2_geneve_endpoints', rows: [{ ip_address: 'fd00:9::13', host: 'compute3' }] },
  ];
}
