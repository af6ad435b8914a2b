import type { NetworkService } from '../network-services';

/** What becomes of a unit while its package is swapped. */
export interface HeldUnit {
  readonly unit: string;
  /** `stop`: it is stopped first, and started again only by its own step. `keep`: whether it runs or not, nothing may touch it. */
  readonly how: 'stop' | 'keep';
  readonly why: string;
}

/**
 * systemd's units on a hypervisor, with their endings, as the packages of both releases call them. What has to be held is what the
 * old packages' scriptlets start, stop or restart (`rpm -q --scripts`).
 */
export interface HostUnits {
  /** nova-compute's. */
  readonly compute: string;
  /** The Open vSwitch agent's. */
  readonly agent: string;
  /** Where the two write their logs, if they write files; what they write elsewhere is in the journal. */
  readonly logs: { readonly compute: string; readonly agent: string };
  /** libvirt's daemon. */
  readonly libvirt: string;
  /** What packages call the agents of network services, and restart when they are swapped. */
  readonly services: Readonly<Record<NetworkService, string>>;
  /** What changes a host's packages, files or units by itself: stopped and masked before anything else, and left so. */
  readonly managers: readonly string[];
  /** Masked while packages are swapped. */
  readonly held: readonly HeldUnit[];
}
