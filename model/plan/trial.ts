/** A hypervisor that has its turn in `hosts` before all others of its kind. */
export interface Trial {
  readonly host: string;
  /** The fingerprint of its group. */
  readonly group: string;
  /** The hypervisors of the group, this one among them. */
  readonly hosts: number;
}
