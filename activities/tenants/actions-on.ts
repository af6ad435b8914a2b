import type { Statements } from '../../connectors/mysql/statements';
import { pluralize } from '../../model/pluralize';
import type { ClusterDefinition } from '../../model/cluster';
import { tableName } from '../../model/quote';

/** The old and the new Nova's databases. */
interface Novas {
  readonly definition: Pick<ClusterDefinition, 'source' | 'target'>;
  readonly source: Statements;
  readonly target: Statements;
}

/**
 * What was done since a moment of the new database's clock to VMs that are on a host, or were when it was upgraded and have left it since,
 * as a sentence; undefined where nothing was.
 */
export async function readActionsOn(
  { definition, source, target }: Novas,
  host: string,
  since: string,
): Promise<string | undefined> {
  const instances = tableName(definition.target.databases.nova, 'instances');
  const before = await source.rows(
    `SELECT uuid FROM ${tableName(definition.source.databases.nova, 'instances')} WHERE deleted = 0 AND host = ?`,
    [host],
  );
  const known = before.map(({ uuid }) => uuid ?? '');
  const [row] = await target.rows(
    `SELECT COUNT(*) AS n, MAX(a.created_at) AS newest, MAX(i.uuid) AS vm
       FROM ${tableName(definition.target.databases.nova, 'instance_actions')} a
       JOIN ${instances} i ON i.uuid = a.instance_uuid
      WHERE a.created_at >= ? AND (i.host = ?${known.map(() => ' OR i.uuid = ?').join('')})`,
    [since, host, ...known],
  );
  const count = Number(row?.['n'] ?? 0);
  return count === 0
    ? undefined
    : `${pluralize(count, 'action')} on its VMs, among them ${String(row?.['vm'])}, the newest at ${String(row?.['newest'])}`;
}
