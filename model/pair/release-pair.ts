import type { FixUp, InFlightCheck, ExcludedTables, Notice, SourceDatabase, TableMapping } from '../mapping';
import type { Assertion } from '../tables/assertion';
import type { ComputeStart } from './compute';
import type { HostConfiguration } from './configuration';
import type { HostModule } from '../host/modules';
import type { NetworkPair } from './network';
import type { HostPackages } from './packages';
import type { HostUnits } from './units';
import type { HostVersions } from './versions';

/** What differs between two releases, as data: all that StackLeap knows of one pair of them. */
export interface ReleasePair {
  /** `<from>-to-<to>`. */
  readonly name: string;
  /** The releases as definitions name them. */
  readonly from: string;
  readonly to: string;
  readonly tables: Readonly<Record<'images' | 'compute' | 'volumes', readonly TableMapping[]>>;
  readonly excludedTables: readonly ExcludedTables[];
  /** Queries on the target: columns `k` and `v`; `{target.nova}` stand for schemas, `{setting.cell}` for settings. */
  readonly lookups: Readonly<Record<string, string>>;
  /** Applied to the mappings in this order. */
  readonly fixUps: readonly FixUp[];
  readonly inFlight: readonly InFlightCheck[];
  readonly notices: readonly Notice[];
  readonly assertions: Readonly<Record<keyof ReleasePair['tables'], readonly Assertion[]>>;
  /** Columns that hold ids of projects that things belong to, which the target's Keystone must know. */
  readonly ownerColumns: readonly OwnerColumn[];
  readonly network: NetworkPair;
  readonly packages: HostPackages;
  readonly versions: HostVersions;
  /** In the order in which they are changed. */
  readonly modules: readonly HostModule[];
  readonly units: HostUnits;
  readonly configuration: HostConfiguration;
  readonly compute: ComputeStart;
}

interface OwnerColumn {
  readonly database: SourceDatabase;
  readonly table: string;
  readonly column: string;
}
