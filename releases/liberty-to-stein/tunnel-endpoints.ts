import type { TunnelTables } from '../../model/pair/network';

/** Liberty and Stein have the same tables with the same columns. */
export const TUNNELS: TunnelTables = {
  tables: { vxlan: 'ml2_vxlan_endpoints', gre: 'ml2_gre_endpoints', geneve: 'ml2_geneve_endpoints' },
  statement: `
    SELECT 'vxlan' AS type, ip_address, host, udp_port FROM {db}.ml2_vxlan_endpoints
    UNION ALL SELECT 'gre', ip_address, host, NULL FROM {db}.ml2_gre_endpoints
    UNION ALL SELECT 'geneve', ip_address, host, NULL FROM {db}.ml2_geneve_endpoints
    ORDER BY type, ip_address`,
};
