/** The guest choices of a definition; all of them have defaults. */
export interface GuestChoices {
  /** The rows of the new Nova take over what hypervisors say of their guests where the two differ: active, stopped or paused. */
  readonly adoptStates: boolean;
  /**
   * Guests, by id or by the name of their domain, whose differences are accepted where Nova leaves them alone, and which may change
   * during a run; hypervisors, all of whose guests may change, as after a crash.
   */
  readonly accept: readonly string[];
  /** Hypervisors without a libvirt that could be asked: nova-compute starts there though nobody can say what it does to guests. */
  readonly unproven: readonly string[];
}

export const DEFAULT_GUESTS: GuestChoices = { adoptStates: false, accept: [], unproven: [] };

/** A network card of a guest, as libvirt has it. */
export interface Nic {
  readonly mac: string;
  /** The device on the host; '' for a guest that is off. */
  readonly tap: string;
  /** The bridge that the domain names: the integration bridge, or one of the guest's own. */
  readonly bridge: string;
}

/** A guest as its hypervisor has it. */
export interface Domain {
  readonly uuid: string;
  readonly name: string;
  /** In libvirt's words: running, paused, shut off, crashed, pmsuspended, in shutdown, idle, no state. */
  readonly state: string;
  /** The life of its process, `<pid>@<start in clock ticks since boot>`; '' when it has none. */
  readonly life: string;
  readonly nics: readonly Nic[];
  /** SHA-256 of the definition with which its next start would be. */
  readonly definition: string;
}

/** What a hypervisor says of its guests. */
export interface Domains {
  /** The name under which Nova's libvirt driver makes the compute node. */
  readonly hostname: string;
  readonly domains: readonly Domain[];
}

/** An instance as Nova's database has it. */
export interface GuestRow {
  readonly uuid: string;
  /** What people call it. */
  readonly name: string;
  readonly host: string;
  readonly node: string;
  /** `deleted` for a row that is, whatever it says itself. */
  readonly vmState: string;
  /** '' when nothing is under way. */
  readonly taskState: string;
  readonly powerState: number;
}

/** A port of an instance as Neutron's database has it. */
export interface GuestPort {
  readonly id: string;
  readonly instance: string;
  readonly mac: string;
}

/** What may be done about a difference besides mending it by hand. */
export type Remedy = 'adopt' | 'accept';

/** Where Nova, Neutron and a hypervisor do not say the same of a guest. */
export interface GuestDifference {
  /** By what `guests.accept` may call it: the instance's id, the domain's name; the host's where its own name is wrong. */
  readonly names: readonly string[];
  /** What, where, and what a new nova-compute would make of it. */
  readonly message: string;
  /** `adopt`: the row may take over what the hypervisor says; `accept`: by name, where nova-compute does the guest no harm. */
  readonly remedies: readonly Remedy[];
  /** What the row takes over with `adopt`. */
  readonly adopted?: Adopted;
}

/** Nova's two words for how a guest is. */
export interface Adopted {
  readonly uuid: string;
  readonly vmState: string;
  readonly powerState: number;
}
