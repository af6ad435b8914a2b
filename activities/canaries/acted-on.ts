import { expression, table } from '../../connectors/mysql/table';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { targetStatements } from '../toolbox/statements';

interface InstanceRow {
  readonly uuid: string;
  readonly display_name: string;
}

/**
 * Names of those of these VMs on which somebody began an action in the new Nova within so many milliseconds, such as a stop or a reboot. One
 * that nova-compute began by itself, of no user, does not count: it stops a guest that has died.
 */
export async function readActedOn(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
  names: readonly string[],
  withinMs: number,
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const { nova } = definition.target.databases;
  const rows = await targetStatements(deps, definition).rows<Pick<InstanceRow, 'display_name'>>(
    table<InstanceRow>(nova, 'instances as i')
      .join(`${nova}.instance_actions as a`, 'a.instance_uuid', 'i.uuid')
      .whereIn('i.display_name', names)
      .whereNotNull('a.user_id')
      .andWhere(expression('a.created_at >= UTC_TIMESTAMP() - INTERVAL ? SECOND', [Math.ceil(withinMs / 1_000)]))
      .distinct('i.display_name'),
  );
  return new Set(rows.map(({ display_name: name }) => name));
}
