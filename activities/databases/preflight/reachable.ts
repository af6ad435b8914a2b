import { SecretMissingError } from '../../../config/secrets';
import { DatabaseError } from '../../../connectors/mysql/database-error';
import { exists } from '../../../connectors/mysql/exists';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition, DatabaseServer } from '../../../model/cluster';
import type { Dependencies } from '../../dependencies';
import type { Sides } from '../../toolbox/sides';

/** Servers that do not answer, or not to us: without them nothing else can be asked. */
export async function refusedLogins(
  { databases }: Pick<Dependencies, 'databases'>,
  { source, target }: ClusterDefinition,
): Promise<Blocker[]> {
  const found: Blocker[] = [];
  const servers = new Map<string, DatabaseServer>(
    [source.server, target.server].map((one) => [JSON.stringify(one), one]),
  );
  for (const server of servers.values())
    try {
      await (await databases.of(server)).rows('SELECT 1');
    } catch (error) {
      if (!(error instanceof DatabaseError || error instanceof SecretMissingError)) throw error;
      found.push({ type: error instanceof DatabaseError ? error.type : 'SecretMissing', message: error.message });
    }
  return found;
}

/** Databases that the definition names and that are not there. */
export async function missingSchemas({ source, target }: ClusterDefinition, sides: Sides): Promise<Blocker[]> {
  const missing: Blocker[] = [];
  for (const [side, names] of [
    ['source', source.databases],
    ['target', target.databases],
  ] as const)
    for (const [key, schema] of Object.entries(names))
      if (!(await exists(sides[side], schema)))
        missing.push({
          type: 'InvalidDefinition',
          message: `${side}.databases.${key}: ${sides[side].where} has no database ${schema}.`,
        });
  return missing;
}
