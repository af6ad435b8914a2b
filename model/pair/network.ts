import type { CreatedOnDemand } from '../network-choices';
import type { TunnelType } from '../network/tunnels';
import type { NeutronStatements } from './neutron-rows';

/** Rows of the old Neutron: a table, or a part of it. */
export interface SomeRows {
  readonly table: string;
  /** SQL on the table's columns; all rows without it. */
  readonly where?: string;
}

/** What the old Neutron can hold and a run does not create: preflight refuses while there are rows, unless they may stay behind. */
export interface Feature {
  /** How `network.leaveBehind` calls it. */
  readonly name: CreatedOnDemand | (string & {});
  /** What becomes of it, for people. */
  readonly what: string;
  readonly rows: readonly SomeRows[];
}

/** A service with its own tables beside the old Neutron's, by how these begin. */
export interface ServiceTables {
  readonly name: string;
  readonly what: string;
  readonly tables: RegExp;
}

/**
 * What differs between two Neutrons. Every table of the old one's schema is read, its own, or one of a feature; any other that has
 * rows is reported as unknown.
 */
export interface NetworkPair {
  readonly statements: NeutronStatements;
  /** The same of the new one's tables, with the same columns. */
  readonly targetStatements: NeutronStatements;
  /** Tables from which objects are created again, or whose rows stand in them. */
  readonly readTables: readonly string[];
  /** Tables that a Neutron keeps for itself: created again with the objects, by the agents, or counted again. */
  readonly ownTables: readonly string[];
  readonly features: readonly Feature[];
  readonly serviceTables: readonly ServiceTables[];
  /** The quotas that the new Neutron knows with its router plugin; it refuses others. */
  readonly quotas: readonly string[];
  readonly tunnels: TunnelTables;
  /** Where the new agent has its OpenFlow controller, as a bridge is told. */
  readonly agentController: string;
  /** Numbers of the protocols that the new Neutron knows by name, in lower case. */
  readonly protocolNumbers: Readonly<Record<string, string>>;
}

/** Where both Neutrons keep at which addresses the tunnels of their hosts end. */
export interface TunnelTables {
  /** All of them as one list, with the columns of the kind `tunnelEndpoints`; `{db}` stands for the schema. */
  readonly statement: string;
  /** With the columns `ip_address` and `host`, for VXLAN `udp_port` besides. */
  readonly tables: Readonly<Record<TunnelType, string>>;
}
