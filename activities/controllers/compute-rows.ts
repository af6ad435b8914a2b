import type { Statements } from '../../connectors/mysql/statements';
import { table } from '../../connectors/mysql/table';
import type { ClusterDefinition } from '../../model/cluster';

interface HostMapping {
  readonly host: string;
}

interface ComputeNode {
  readonly uuid: string;
  readonly host: string;
  readonly deleted: number;
  readonly mapped: number;
}

interface Service {
  readonly host: string;
  readonly binary: string;
}

/** Statements on what the new Nova knows of its compute hosts. */
export class ComputeRows {
  constructor(
    private readonly on: Statements,
    private readonly definition: ClusterDefinition,
  ) {}

  /** Those of the hosts that a cell is known for. */
  async mappedOf(hosts: readonly string[]): Promise<string[]> {
    return hostsOf(await this.on.rows(this.hostMappings().whereIn('host', hosts).distinct('host')));
  }

  /** Those of the hosts whose nova-compute has reported a node. */
  async reportedOf(hosts: readonly string[]): Promise<string[]> {
    return hostsOf(
      await this.on.rows(this.computeNodes().whereIn('host', hosts).where({ deleted: 0 }).distinct('host')),
    );
  }

  /** The nodes of these hosts: their uuid is also that of the resource provider. */
  async nodesOf(hosts: readonly string[]): Promise<string[]> {
    return uuidsOf(await this.on.rows(this.computeNodes().whereIn('host', hosts).select('uuid')));
  }

  /** Takes the hosts' cell away; discover_hosts finds only nodes that are not marked as mapped. */
  async unmap(hosts: readonly string[]): Promise<void> {
    await this.on.run(this.hostMappings().whereIn('host', hosts).delete());
    await this.on.run(this.computeNodes().whereIn('host', hosts).update({ mapped: 0 }));
  }

  /** Forgets the hosts altogether; their nova-compute must not be running. */
  async forget(hosts: readonly string[]): Promise<void> {
    await this.unmap(hosts);
    await this.on.run(this.computeNodes().whereIn('host', hosts).delete());
    await this.on.run(this.services().where({ binary: 'nova-compute' }).whereIn('host', hosts).delete());
  }

  private hostMappings() {
    return table<HostMapping>(this.definition.target.databases.novaApi, 'host_mappings');
  }

  private computeNodes() {
    return table<ComputeNode>(this.definition.target.databases.nova, 'compute_nodes');
  }

  private services() {
    return table<Service>(this.definition.target.databases.nova, 'services');
  }
}

function hostsOf(rows: readonly { readonly host: string }[]): string[] {
  return rows.map(({ host }) => host);
}

function uuidsOf(rows: readonly { readonly uuid: string }[]): string[] {
  return rows.map(({ uuid }) => uuid);
}
