/** An identity in the target's Keystone: its id, or what it is called there. */
export type NewIdentity = string | { readonly name: string; readonly domain: string };

/** What an operator chooses about the alignment of the databases: `alignment` in `cluster.yaml`. */
export interface AlignmentChoices {
  /** Tables that are copied only when they are asked for, by the names that the release pair gives them. */
  readonly tables: readonly string[];
  /** Fix-ups that are switched off, by name. */
  readonly without: readonly string[];
  /** Old id → identity in the target's Keystone; where nothing is given, ids stay as they are. Also in `users.yaml`. */
  readonly identity: {
    readonly projects: Readonly<Record<string, NewIdentity>>;
    readonly users: Readonly<Record<string, NewIdentity>>;
  };
  readonly zones: {
    /** The zone of an instance that has none, on a host that no aggregate puts into one. */
    readonly fallback: string;
    /** Whether such instances are bound to their zone from now on; else they may be moved to any, as before. */
    readonly pin: boolean;
  };
  /** Instance metadata's key of a pool, and the key that the target's aggregate filter reads. */
  readonly pool: { readonly from: string; readonly to: string } | null;
  readonly aggregates: {
    /** Aggregates that become one, by name. */
    readonly merge: readonly { readonly into: string; readonly from: readonly string[] }[];
  };
  /** The network card of Windows guests and images that name none; null leaves it to the target's Nova. */
  readonly windowsNic: string | null;
  /** The store of the target's multi-store Glance that holds the images; null where it has one store only. */
  readonly imageStore: string | null;
  /** New `host@backend` of volumes that have no iSCSI target, as with Ceph, or one each. */
  readonly unsharedTargets: readonly string[];
  /** The type of volumes that have none, by name; null leaves them without. */
  readonly volumeType: string | null;
}

/** What holds where `cluster.yaml` says nothing. */
export const DEFAULT_ALIGNMENT: AlignmentChoices = {
  tables: [],
  without: [],
  identity: { projects: {}, users: {} },
  zones: { fallback: 'nova', pin: false },
  pool: null,
  aggregates: { merge: [] },
  windowsNic: null,
  imageStore: null,
  unsharedTargets: [],
  volumeType: null,
};
