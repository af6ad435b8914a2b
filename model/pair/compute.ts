/** Below these the new nova-compute ends as it starts: what counts is the daemon that runs. */
export interface LibvirtMinimum {
  readonly libvirt: string;
  readonly qemu: string;
}

/** What the new nova-compute does to guests when it starts, and what keeps it from that. Read from its code. */
export interface ComputeStart {
  /**
   * Environment variables and their values under which it stops, destroys, restarts and cleans up nothing by itself. oslo.config
   * reads them, and they count more than every file.
   */
  readonly harmlessOptions: Readonly<Record<string, string>>;
  /** The migrations whose guests it destroys on their source whatever its options say: SQL on `s`, a row of `migrations`. */
  readonly fatalEvacuation: string;
  readonly least: LibvirtMinimum;
}
