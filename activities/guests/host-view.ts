import type { Domains, GuestPort, GuestRow } from '../../model/guest';

/** One hypervisor as Nova, Neutron and libvirt have it. */
export interface HostView {
  readonly host: string;
  /** The name under which nova-compute there will report itself; undefined where no configuration says so yet. */
  readonly ownName?: string;
  /** Null where nobody can ask it. */
  readonly libvirt: Domains | null;
  /** What Nova calls the host's compute nodes; none where it never had any. */
  readonly nodes: readonly string[];
  /** Instances on this host, and those elsewhere whose guests are here. */
  readonly rows: readonly GuestRow[];
  /** Ids of instances that were evacuated from here, by rows that nova-compute acts upon when it starts. */
  readonly evacuated: readonly string[];
  /** Ports of instances that Neutron has bound to this host. */
  readonly ports: readonly GuestPort[];
}
