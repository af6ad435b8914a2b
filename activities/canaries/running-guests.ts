import { table } from '../../connectors/mysql/table';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { targetStatements } from '../toolbox/statements';

interface InstanceRow {
  readonly uuid: string;
  readonly host: string;
  readonly deleted: number;
  readonly vm_state: string;
}

/** Ids of running VMs by host. */
export type RunningGuests = ReadonlyMap<string, ReadonlySet<string>>;

/** The VMs of these hosts that run, as the new Nova has them. */
export async function readRunning(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
  hosts: readonly string[],
): Promise<RunningGuests> {
  const instances = table<InstanceRow>(definition.target.databases.nova, 'instances');
  const rows = await targetStatements(deps, definition).rows(
    instances.where({ deleted: 0, vm_state: 'active' }).whereIn('host', hosts).select('uuid', 'host'),
  );
  const running = new Map(hosts.map((host) => [host, new Set<string>()]));
  for (const { uuid, host } of rows) running.get(host)?.add(uuid);
  return running;
}
