import { NO_SERVICES, type NetworkServices } from './network-services';

/** What Neutron has beyond networks and ports, and is created only where a definition asks for it. */
export const CREATED_ON_DEMAND = ['routers', 'floatingIps'] as const;

export type CreatedOnDemand = (typeof CREATED_ON_DEMAND)[number];

/** What an operator chooses about the re-creation of the network: `network` in `cluster.yaml`. */
export interface NetworkChoices {
  /** The bridge of the tunnels on hypervisors, for VXLAN, GRE and Geneve; null where no network goes through one. */
  readonly tunnelBridge: string | null;
  /** Created besides networks, subnets, ports and security groups. */
  readonly create: readonly CreatedOnDemand[];
  /** What may stay behind although the old Neutron has rows of it, by the names that preflight gives. */
  readonly leaveBehind: readonly string[];
  /**
   * Bytes for networks that have no MTU in the old Neutron, or `computed` for what the new one computes; null for that as well, where it
   * is what a network card has.
   */
  readonly mtu: number | 'computed' | null;
  /** Requests to Neutron's API at the same time. */
  readonly atOnce: number;
  /** Where the extension `explicit-id` lies, for `finalize` to take it away; null where somebody else does. */
  readonly extension: {
    /** The file on each of these machines. */
    readonly path: string;
    readonly hosts: readonly string[];
    /** The units there that run neutron-server: they load it when they start. */
    readonly units: readonly string[];
  } | null;
  /** DHCP, L3 and metadata agents that are handed over. */
  readonly services: NetworkServices;
}

/** What holds where `cluster.yaml` says nothing. */
export const DEFAULT_NETWORK: NetworkChoices = {
  tunnelBridge: null,
  create: [],
  leaveBehind: [],
  mtu: null,
  atOnce: 8,
  extension: null,
  services: NO_SERVICES,
};
