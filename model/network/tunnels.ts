/** Types of networks whose frames go from host to host in tunnels. */
export const TUNNEL_TYPES = ['vxlan', 'gre', 'geneve'] as const;
export type TunnelType = (typeof TUNNEL_TYPES)[number];
