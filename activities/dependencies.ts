import type { Databases } from '../connectors/mysql/databases';
import type { Blocker } from '../model/blocker';
import type { ClusterDefinition } from '../model/cluster';
import type { RemoteMachine } from '../model/remote-command';
import type { Ledger } from '../model/ledger';
import type { ReleasePair } from '../model/pair/release-pair';
import type { StoredFile } from '../model/run';

/** The run's big files, by digest, on the datacenter worker's disk. */
export interface Store {
  put(content: string | Buffer): Promise<StoredFile>;
  /** `fill` gives the file piece by piece; when it rejects, nothing is stored. */
  putPieces(fill: (write: (piece: Uint8Array) => Promise<void>) => Promise<unknown>): Promise<StoredFile>;
  get(file: Pick<StoredFile, 'sha256'>): Promise<Buffer>;
}

/** Keeps the copies of one cluster, of all its tables together, within what the definition allows. */
export interface Throttle {
  /**
   * Carries out `work` when a thread is free and no limit is passed; it waits with a sign of life. Fails with Waiting, whose
   * message says for what, where that has not come by `endsAt`, in milliseconds since the epoch.
   */
  during<T>(work: () => Promise<T>, endsAt: number): Promise<T>;
  /** Questions of `copy.waitWhile` that cannot be asked at all: the copy would wait for their answer without end, or fail. */
  unanswered(): Promise<Blocker[]>;
}

type Ids = Readonly<Record<string, string>>;

/** Old id → id in the target's Keystone. */
export interface NewIdentities {
  readonly projects: Ids;
  readonly users: Ids;
}

/** What activities are made from, and what one worker holds for all of them; a test gives the same parts, pointed at the lab. */
export interface Dependencies {
  /** Reads and checks `clusters/<cluster>/cluster.yaml`; fails with a type of `model/errors`. */
  readonly readDefinition: (cluster: string) => Promise<ClusterDefinition>;
  /** What differs between two releases; undefined where StackLeap has no data for them. */
  readonly releasePair: (from: string, to: string) => ReleasePair | undefined;
  /** The ledger beside the target's databases of this cluster. */
  readonly ledger: (definition: ClusterDefinition) => Promise<Ledger>;
  /** A pool of connections to each database server. */
  readonly databases: Pick<Databases, 'of' | 'marked'>;
  /** One for all copies of a cluster, as long as its definition says the same. */
  readonly throttle: (definition: ClusterDefinition) => Throttle;
  /** The new ids that the definition gives. Names in it are looked up in the target's Keystone; an answer counts for a minute. */
  readonly newIdentities: (definition: ClusterDefinition, pair: ReleasePair) => Promise<NewIdentities>;
  /** By mapping, a digest of what decides its rows: every step of a table asks for all of them. */
  readonly tableChoices: (pair: ReleasePair, definition: ClusterDefinition) => ReadonlyMap<string, string>;
  readonly store: Store;
  /** A pooled SSH connection to a machine of the definition. */
  readonly machine: (definition: ClusterDefinition, name: string) => Promise<RemoteMachine>;
}
