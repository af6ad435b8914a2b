import type { AlignmentChoices } from './tables/alignment-choices';
import type { CanaryChoices } from './canary/choices';
import type { FailureBudget } from './failure-budget/budget';
import type { Gate } from './gates';
import type { GuestChoices } from './guest';
import type { HostChoices } from './host-choices';
import type { ModuleChoices } from './host/modules';
import type { NetworkChoices } from './network-choices';
import type { OutageChoices } from './outage/outages';
import type { SecretRef } from './secret';
import type { Opens } from './phases';
import type { OwnAccess, SshAccess } from './ssh-access';
import type { Units } from './units';

export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: SecretRef;
}

/** A remote machine that is reached by SSH. */
export interface Host {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly ssh?: OwnAccess;
}

export interface ProbeTarget {
  readonly name: string;
  readonly address: string;
  /** The network namespace on the probe's machine from which the address is pinged; '' for the machine's own. */
  readonly namespace: string;
}

/** How much of the database servers the copy may take. While one of the limits is passed it waits; it never gives up. */
export interface ThrottleSettings {
  /** Ranges of rows that are copied at the same time. */
  readonly threads: number;
  readonly waitWhile: {
    /** Statements that the source's server has under way (`Threads_running`), our own included. */
    readonly threadsRunning: number | null;
    /** Seconds that a replica is behind. */
    readonly replicaLagSeconds: number | null;
    /** The replicas that are asked. */
    readonly replicas: readonly DatabaseServer[];
    /** An operator's own question to the source's server: it waits while the first column of the first row is true. */
    readonly sql: string | null;
  };
}

/** A machine that pings. */
export interface ProbePoint {
  readonly machine: string;
  /** How a Neutron network is reached from it: network name or id → namespace, '' for the machine's own. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Addresses that no step touches: they tell a loss of the probe from a loss of a VM. */
  readonly controls: readonly ProbeTarget[];
}

/** What an operator writes about one cluster: `clusters/<name>/cluster.yaml`. Units stand in the names. */
export interface ClusterDefinition {
  readonly name: string;
  readonly datacenter: string;
  readonly releases: { readonly from: string; readonly to: string };
  readonly ssh: SshAccess;
  /** Every machine that steps run on: controllers, the probe's machine, hypervisors. */
  readonly machines: readonly Host[];
  readonly source: {
    readonly server: DatabaseServer;
    readonly databases: {
      readonly nova: string;
      readonly glance: string;
      readonly cinder: string;
      readonly neutron: string;
    };
    /** The old control plane's API services: `freeze` stops them. */
    readonly apis: readonly Units[];
  };
  readonly target: {
    readonly server: DatabaseServer;
    readonly databases: {
      readonly novaApi: string;
      readonly nova: string;
      readonly glance: string;
      readonly cinder: string;
      readonly neutron: string;
    };
    readonly cell: string;
    readonly identity: {
      readonly url: string;
      readonly username: string;
      readonly password: SecretRef;
      readonly project: string;
      readonly domain: string;
      readonly region: string;
    };
    /** Control services that `controllers` restarts so that they see the imported rows. */
    readonly services: readonly Units[];
    /** What makes the new APIs reachable for tenants: `open` starts it. */
    readonly apis: readonly Units[];
    /** Where and how `nova-manage` runs: an argument vector on a machine. */
    readonly novaManage: { readonly host: string; readonly command: readonly string[] };
    /** The machines that RabbitMQ's nodes run on, and how `rabbitmqctl` is started there. Not there: its cluster is not looked at. */
    readonly rabbit?: { readonly hosts: readonly string[]; readonly command: readonly string[] };
  };
  readonly copy: ThrottleSettings;
  readonly volumes: {
    /** Old `host@backend#pool` → new one, for every host in Cinder's tables. */
    readonly hosts: Readonly<Record<string, string>>;
    readonly availabilityZone: string;
  };
  /** What is chosen about the databases' rows; all of it has defaults. */
  readonly alignment: AlignmentChoices;
  readonly network: NetworkChoices & {
    /** Physical network → OVS bridge on the hypervisors. */
    readonly physicalNetworks: Readonly<Record<string, string>>;
    readonly integrationBridge: string;
  };
  readonly packages: {
    /** `yum`: on every host; `dnf`: where a host has it, else yum. */
    readonly manager: 'dnf' | 'yum';
    readonly repositories: {
      /** Ids of repositories, or folders of rpms on the hosts (`/srv/rpms`); several of one release with commas between them. */
      readonly from: string;
      readonly to: string;
      /** `.repo` files in the cluster's folder that hosts get. */
      readonly files?: readonly string[];
    };
    /** Public keys, as files in the cluster's folder, with which packages of the new release are signed. */
    readonly keys?: readonly string[];
    /** Packages without a good signature are refused, whatever repositories say. */
    readonly checkSignatures?: boolean;
  };
  /** Names of machines that are hypervisors, in the order of the roll-out. */
  readonly hypervisors: readonly string[];
  readonly configuration: HostChoices;
  /** What is added to the release pair's modules. */
  readonly modules: ModuleChoices;
  readonly guests: GuestChoices;
  readonly rollout: {
    readonly hostsPerBatch: number;
    /** Hypervisors that have their turns first, in this order. */
    readonly canaries: readonly string[];
    /** How long canaries are left alone in `hosts` and in `agents`, before they are judged and others follow. Not there: not at all. */
    readonly canarySoakMinutes?: number;
    /** Load balancers' pools by name: names or ids of VMs. Two hosts that carry members of one are never restarted in a row. */
    readonly pools: Readonly<Record<string, readonly string[]>>;
    /** How long an agent may take for its first sync. */
    readonly syncSeconds: number;
    /** How long a host's VMs are watched on the new agent's flows before the next host's turn. */
    readonly watchSeconds: number;
    /** When tenants reach the new APIs. */
    readonly open: Opens;
    /** Hosts that may fail before the run asks. Not there: the first failure asks. */
    readonly failureBudget?: FailureBudget;
    /** Whether one hypervisor of each kind has its turn before the others. Not there: where they do not fit into one batch. */
    readonly trials?: boolean;
  };
  /** When canaries may work, and how they are judged. Not there: at any time, one host, by what its VMs lost alone. */
  readonly canary?: CanaryChoices;
  /** Gates at which a run waits; `open` and `finalize` where it says nothing. */
  readonly approvals?: readonly Gate[];
  /** How long a database, an API or a host may be away; all of it has defaults. */
  readonly outages: OutageChoices;
  readonly probes: ProbePoint & {
    readonly intervalMs: number;
    /** How often the VMs of the hypervisor whose turn it is are pinged besides; null for no more often. */
    readonly inFlightIntervalMs: number | null;
    /** The longest time without an answer that a VM may have; beyond it the roll-out stops. */
    readonly longestGapMs: number;
    /** Further machines that ping: another hypervisor, a gateway. What any of them loses counts. */
    readonly points: readonly ProbePoint[];
  };
  /** Files of the cluster's folder by their path in it, as a run's plan has kept them. Not there: they are read from the folder. */
  readonly files?: ReadonlyMap<string, string>;
}
