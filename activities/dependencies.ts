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

/** What activities are made from; a test gives the same parts, pointed at the lab. */
export interface Dependencies {
  /** Reads and checks `clusters/<cluster>/cluster.yaml`; fails with a type of `model/errors`. */
  readonly readDefinition: (cluster: string) => Promise<ClusterDefinition>;
  /** What differs between two releases; undefined where StackLeap has no data for them. */
  readonly releasePair: (from: string, to: string) => ReleasePair | undefined;
  /** The ledger beside the target's databases of this cluster. */
  readonly ledger: (definition: ClusterDefinition) => Promise<Ledger>;
  readonly store: Store;
  /** A pooled SSH connection to a machine of the definition. */
  readonly machine: (definition: ClusterDefinition, name: string) => Promise<RemoteMachine>;
}
