import type { Statements } from '../../../connectors/mysql/statements';
import { table } from '../../../connectors/mysql/table';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import { listFirst } from '../../../model/list-first';

interface Service {
  readonly host: string;
  readonly binary: string;
  readonly version: number;
  readonly deleted: number;
}

/** Rows that are named. */
const LISTED = 50;

/**
 * Services of the new Nova that are older than its newest one. Nova takes the oldest row that is not deleted for the version that all
 * must understand, whether that service still runs or not.
 */
export async function versionBlockers(on: Statements, { target }: ClusterDefinition): Promise<Blocker[]> {
  const services = table<Service>(target.databases.nova, 'services').where({ deleted: 0 });
  const [newest] = await on.rows<Service>(services.clone().orderBy('version', 'desc').limit(1).select('*'));
  if (newest === undefined) return [];
  const older = services.clone().where('version', '<', newest.version).orderBy(['host', 'binary']).limit(LISTED);
  const found = await on.rows<Service>(older.select('*'));
  if (found.length === 0) return [];
  const names = found.map(({ binary, host, version }) => `${binary} on ${host} (${version})`);
  const message = `${target.databases.nova}.services: ${newest.binary} on ${newest.host} is of version ${newest.version}, older are ${listFirst(names)}. Upgrade these, or delete their rows (openstack compute service delete).`;
  return [{ type: 'TargetNotClean', message }];
}
