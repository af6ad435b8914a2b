import type { ClusterDefinition } from '../../model/cluster';
import { identifier } from '../../model/quote';
import type { Statements } from '../../connectors/mysql/statements';

/** Statements on what the new Nova knows of its compute hosts. */
export class ComputeRows {
  private readonly hostMappings: string;
  private readonly computeNodes: string;
  private readonly services: string;
  private readonly instances: string;

  constructor(
    private readonly on: Statements,
    definition: ClusterDefinition,
  ) {
    const { nova, novaApi } = definition.target.databases;
    this.hostMappings = `${identifier(novaApi)}.host_mappings`;
    this.computeNodes = `${identifier(nova)}.compute_nodes`;
    this.services = `${identifier(nova)}.services`;
    this.instances = `${identifier(nova)}.instances`;
  }

  /** Those of the hosts that a cell is known for. */
  mappedOf(hosts: readonly string[]): Promise<string[]> {
    return this.hostsIn(this.hostMappings, hosts);
  }

  /** Those of the hosts whose nova-compute has reported a node. */
  async reportedOf(hosts: readonly string[]): Promise<string[]> {
    return this.hostsIn(this.computeNodes, hosts, 'AND deleted = 0');
  }

  /** Whether every host that carries a VM has reported a node. */
  async allReported(): Promise<boolean> {
    const [row] = await this.on.rows(
      `SELECT COUNT(*) AS n FROM ${this.instances} i WHERE i.deleted = 0 AND i.node IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM ${this.computeNodes} c WHERE c.deleted = 0 AND c.host = i.host)`,
    );
    return Number(row?.['n']) === 0;
  }

  /** The VMs that are on these hosts. */
  async instancesOn(hosts: readonly string[]): Promise<string[]> {
    const rows = await this.on.rows(
      `SELECT uuid FROM ${this.instances} WHERE deleted = 0 AND node IS NOT NULL AND host IN (${marks(hosts)})
       ORDER BY uuid`,
      hosts,
    );
    return rows.map((row) => String(row['uuid']));
  }

  /** The nodes of these hosts: their uuid is also that of the resource provider. */
  async nodesOf(hosts: readonly string[]): Promise<string[]> {
    const rows = await this.on.rows(`SELECT uuid FROM ${this.computeNodes} WHERE host IN (${marks(hosts)})`, hosts);
    return rows.map((row) => String(row['uuid']));
  }

  /** Takes the hosts' cell away; discover_hosts finds only nodes that are not marked as mapped. */
  async unmap(hosts: readonly string[]): Promise<void> {
    await this.on.run(`DELETE FROM ${this.hostMappings} WHERE host IN (${marks(hosts)})`, hosts);
    await this.on.run(`UPDATE ${this.computeNodes} SET mapped = 0 WHERE host IN (${marks(hosts)})`, hosts);
  }

  /** Forgets the hosts altogether; their nova-compute must not be running. */
  async forget(hosts: readonly string[]): Promise<void> {
    await this.unmap(hosts);
    await this.on.run(`DELETE FROM ${this.computeNodes} WHERE host IN (${marks(hosts)})`, hosts);
    await this.on.run(
      `DELETE FROM ${this.services} WHERE \`binary\` = 'nova-compute' AND host IN (${marks(hosts)})`,
      hosts,
    );
  }

  private async hostsIn(table: string, hosts: readonly string[], and = ''): Promise<string[]> {
    const sql = `SELECT DISTINCT host FROM ${table} WHERE host IN (${marks(hosts)}) ${and}`;
    return (await this.on.rows(sql, hosts)).map((row) => String(row['host']));
  }
}

/** A question mark for each host; there is at least one. */
function marks(hosts: readonly string[]): string {
  return hosts.map(() => '?').join(', ');
}
