import type { Statements } from '../../connectors/mysql/statements';
import { expression, table } from '../../connectors/mysql/table';

interface Counted {
  readonly host: string | null;
  readonly deleted: number;
}

/** How many VMs the Nova of a schema, an old or a new one, has on each host, running or not; hosts without one are not there. */
export async function countGuests(on: Statements, nova: string): Promise<ReadonlyMap<string, number>> {
  const rows = await on.rows<{ host: string; guests: string }>(
    table<Counted>(nova, 'instances')
      .where({ deleted: 0 })
      .whereNotNull('host')
      .groupBy('host')
      .select('host', expression('COUNT(*) AS guests')),
  );
  return new Map(rows.map(({ host, guests }) => [host, Number(guests)]));
}
