import type { Statements } from '../../../connectors/mysql/statements';
import { table } from '../../../connectors/mysql/table';
import type { ClusterDefinition } from '../../../model/cluster';

/** A node that a nova-compute has reported. Its uuid is also that of its resource provider. */
export interface Node {
  readonly uuid: string;
  readonly host: string;
  readonly hypervisor_hostname: string;
}

/** A VM on a host. */
export interface PlacedInstance {
  readonly uuid: string;
  readonly node: string;
  readonly project_id: string | null;
  readonly user_id: string | null;
  readonly task_state: string | null;
  readonly image_ref: string | null;
}

/** What its allocations are computed from besides. */
export interface InstanceShape {
  /** JSON; null when there is none. */
  readonly flavor: string | null;
  readonly bootsFromVolume: boolean;
}

interface Extra {
  readonly instance_uuid: string;
  readonly deleted: number;
  readonly flavor: string | null;
}

interface Device {
  readonly instance_uuid: string;
  readonly deleted: number;
  readonly boot_index: number | null;
  readonly destination_type: string | null;
}

/** Statements on the new Nova's instances and nodes. */
export class InstanceRows {
  constructor(
    private readonly on: Statements,
    private readonly definition: ClusterDefinition,
  ) {}

  /** The nodes that these hosts have reported, by host. */
  async nodesOf(hosts: readonly string[]): Promise<readonly Node[]> {
    const nodes = this.of<Node & { readonly deleted: number }>('compute_nodes').where({ deleted: 0 });
    return this.on.rows<Node>(
      nodes.whereIn('host', hosts).orderBy(['host', 'uuid']).select('uuid', 'host', 'hypervisor_hostname'),
    );
  }

  /** The VMs on a host, soft-deleted ones among them; not those that are shelved without a host. */
  async instancesOn(host: string): Promise<readonly PlacedInstance[]> {
    const placed = this.of<PlacedInstance & { readonly host: string; readonly deleted: number }>('instances')
      .where({ host, deleted: 0 })
      .whereNotNull('node')
      .orderBy('uuid');
    return this.on.rows<PlacedInstance>(
      placed.select('uuid', 'node', 'project_id', 'user_id', 'task_state', 'image_ref'),
    );
  }

  /** The shapes of these VMs; a root disk is the device that is booted from. */
  async shapesOf(instances: readonly PlacedInstance[]): Promise<ReadonlyMap<string, InstanceShape>> {
    const uuids = instances.map(({ uuid }) => uuid);
    const extras = await this.on.rows<Extra>(
      this.of<Extra>('instance_extra').whereIn('instance_uuid', uuids).where({ deleted: 0 }).select('*'),
    );
    const roots = await this.on.rows<Device>(
      this.of<Device>('block_device_mapping')
        .whereIn('instance_uuid', uuids)
        .where({ deleted: 0, boot_index: 0 })
        .select('instance_uuid', 'destination_type'),
    );
    const flavors = new Map(extras.map(({ instance_uuid: uuid, flavor }) => [uuid, flavor]));
    const kinds = new Map(roots.map(({ instance_uuid: uuid, destination_type: kind }) => [uuid, kind]));
    return new Map(
      instances.map(({ uuid, image_ref: image }) => {
        // Nova's rule for very old VMs without a root device
        const bootsFromVolume = kinds.has(uuid) ? kinds.get(uuid) === 'volume' : (image ?? '') === '';
        return [uuid, { flavor: flavors.get(uuid) ?? null, bootsFromVolume }];
      }),
    );
  }

  private of<R extends object>(name: string) {
    return table<R>(this.definition.target.databases.nova, name);
  }
}
