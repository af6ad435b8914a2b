import type { ClusterDefinition } from '../../model/cluster';
import { runInStein } from './run-in-stein';

export interface InstanceInStein {
  readonly name: string;
  /** Of the row's request spec, and of Stein's class. */
  readonly version: string;
  readonly ownVersion: string;
  readonly sameFlavor: boolean;
  readonly sameImage: boolean;
  readonly bootsFromVolume: boolean;
  readonly group: string | null;
  readonly hints: object;
  readonly pinned: boolean;
  readonly specPinned: boolean;
  readonly keys: readonly string[];
  /** Of the request spec, then of the instance. */
  readonly pciRequests: readonly string[];
  readonly ports: number;
  /** As the metadata service tells them. */
  readonly ec2Id: string;
  readonly ec2Image: string | null;
  readonly cell: string;
  readonly user: boolean;
  readonly queuedForDelete: boolean;
}

export interface FoundInStein {
  readonly instances: Readonly<Record<string, InstanceInStein>>;
  /** By image property, the values that it may have. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly flavors: readonly string[];
  readonly aggregates: readonly (readonly [name: string, uuidLength: number, hosts: number])[];
  readonly groups: readonly (readonly [policy: string, members: number])[];
  readonly devices: number;
  /** Length of the UUID, and whether `discover_hosts` will look at it. */
  readonly nodes: readonly (readonly [host: string, uuidLength: number, unmapped: boolean])[];
  readonly pci: readonly (readonly [address: string, parent: string | null])[];
  readonly migrations: readonly (readonly [type: string, status: string, uuidLength: number])[];
  readonly actions: readonly (readonly [action: string, events: number])[];
  readonly faults: readonly string[];
}

/** What Stein's own Nova makes of the imported rows; it raises on any that it cannot load. */
export async function loadInStein({ target }: ClusterDefinition): Promise<FoundInStein> {
  const asked = { nova_api: target.databases.novaApi, nova: target.databases.nova };
  return (await runInStein('load-in-stein.py', target.server, asked)) as FoundInStein;
}

export interface FoundInCinder {
  readonly volumes: readonly (readonly [name: string, host: string, service: string, sharedTargets: boolean])[];
  readonly types: readonly string[];
  readonly snapshots: readonly string[];
  readonly backups: readonly (readonly [name: string, host: string, dated: boolean])[];
  readonly transfers: readonly (readonly [name: string, project: string])[];
  readonly classQuotas: Readonly<Record<string, number>>;
  /** The values that fields of its objects may have. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** The same by Stein's own Cinder. */
export async function loadInCinder({ target }: ClusterDefinition): Promise<FoundInCinder> {
  const asked = { cinder: target.databases.cinder };
  return (await runInStein('load-in-cinder.py', target.server, asked)) as FoundInCinder;
}

/** Names and visibility of the images that Stein's own Glance shows to a tenant. */
export async function imagesSeenBy(
  tenant: string,
  { target }: ClusterDefinition,
): Promise<readonly (readonly [name: string, visibility: string])[]> {
  const found = await runInStein('load-in-glance.py', target.server, { glance: target.databases.glance, tenant });
  return (found as { images: [string, string][] }).images;
}
