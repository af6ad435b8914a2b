import type { Statements } from '../../connectors/mysql/statements';
import { pluralize } from '../../model/pluralize';
import type { ClusterDefinition } from '../../model/cluster';
import { tableName } from '../../model/quote';

/** What was done since a moment of the database's clock to VMs that are on a host now, as a sentence; undefined where nothing was. */
export async function readActionsOn(
  on: Statements,
  { target }: Pick<ClusterDefinition, 'target'>,
  host: string,
  since: string,
): Promise<string | undefined> {
  const { nova } = target.databases;
  const [row] = await on.rows(
    `SELECT COUNT(*) AS n, MAX(a.created_at) AS newest, MAX(i.uuid) AS vm FROM ${tableName(nova, 'instance_actions')} a
       JOIN ${tableName(nova, 'instances')} i ON i.uuid = a.instance_uuid
      WHERE i.host = ? AND a.created_at >= ?`,
    [host, since],
  );
  const count = Number(row?.['n'] ?? 0);
  return count === 0
    ? undefined
    : `${pluralize(count, 'action')} on its VMs, among them ${String(row?.['vm'])}, the newest at ${String(row?.['newest'])}`;
}
