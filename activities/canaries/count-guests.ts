import { expression, table } from '../../connectors/mysql/table';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { targetStatements } from '../toolbox/statements';

interface Counted {
  readonly host: string | null;
  readonly deleted: number;
}

/** How many VMs the new Nova has on each host, running or not; hosts without one are not there. */
export async function countGuests(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
): Promise<ReadonlyMap<string, number>> {
  const instances = table<Counted>(definition.target.databases.nova, 'instances');
  const rows = await targetStatements(deps, definition).rows<{ host: string; guests: string }>(
    instances
      .where({ deleted: 0 })
      .whereNotNull('host')
      .groupBy('host')
      .select('host', expression('COUNT(*) AS guests')),
  );
  return new Map(rows.map(({ host, guests }) => [host, Number(guests)]));
}
