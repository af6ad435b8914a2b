import type { NetworkService } from '../network-services';

/** A file that is rendered for a host from `clusters/<cluster>/templates/<template>`. */
export interface RenderedFile {
  readonly template: string;
  /** On the host, absolute. */
  readonly path: string;
}

/** The new release's configuration on a hypervisor: what is written there, and what its programs read besides. */
export interface HostConfiguration {
  /** Where nova-compute reads under which name it reports itself. */
  readonly nova: string;
  /** Every hypervisor has these. The Open vSwitch agent's own are among them, in the order in which it reads them. */
  readonly files: readonly RenderedFile[];
  /** Those of hypervisors that carry a network service by `network.services`. */
  readonly services: Readonly<Record<NetworkService, readonly RenderedFile[]>>;
  /** What packages let the Open vSwitch agent read besides; the last word counts. Its unit's command line names it. */
  readonly agent: {
    /** Files before its own. */
    readonly before: readonly string[];
    /** Folders of `*.conf` after its own. */
    readonly dropIns: readonly string[];
  };
}
