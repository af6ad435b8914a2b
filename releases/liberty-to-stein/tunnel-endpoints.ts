import type { TunnelType } from '../../model/network/tunnels';

/** Where Neutron keeps at which addresses the tunnels of a type end. */
export function endpointTable(type: TunnelType): string {
  return `ml2_${type}_endpoints`;
}

/** All of them as one list; Liberty and Stein have the same tables with the same columns. */
export const TUNNEL_ENDPOINTS = `
    SELECT 'vxlan' AS type, ip_address, host, udp_port FROM {db}.ml2_vxlan_endpoints
    UNION ALL SELECT 'gre', ip_address, host, NULL FROM {db}.ml2_gre_endpoints
    UNION ALL SELECT 'geneve', ip_address, host, NULL FROM {db}.ml2_geneve_endpoints
    ORDER BY type, ip_address`;
