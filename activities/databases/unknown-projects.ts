import type { Places } from '../../alignment/places';
import { SecretMissingError } from '../../config/secrets';
import { readColumns } from '../../connectors/mysql/columns';
import { ApiError } from '../../connectors/openstack/api-error';
import { projectIds } from '../../connectors/openstack/identity-names';
import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import { counted } from '../../model/counted';
import type { ReleasePair } from '../../model/mapping';
import { named } from '../../model/named';
import { identifier, tableName } from '../../model/quote';
import { openSession } from '../services/open-session';
import type { Sides } from './connections';

/** As many as a message can hold. */
const EXAMPLES = 20;

/** Projects that own what comes across, and that the target's Keystone does not know. */
export async function unknownProjects(
  definition: ClusterDefinition,
  pair: ReleasePair,
  { replacements }: Places,
  sides: Sides,
): Promise<Blocker[]> {
  // Where the definition gives new ids, the mappings themselves refuse those without one.
  if (Object.keys(replacements.projects).length > 0 || pair.projectColumns.length === 0) return [];
  let known: ReadonlySet<string>;
  try {
    known = await projectIds(await openSession(definition));
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof SecretMissingError)) throw error;
    const type = error instanceof ApiError ? 'ApiFailed' : 'SecretMissing';
    return [{ type, message: `Which projects the target's Keystone knows cannot be asked: ${error.message}.` }];
  }
  const found: Blocker[] = [];
  for (const { database, table, column } of pair.projectColumns) {
    const schema = definition.source.databases[database];
    if (!(await readColumns(sides.source, schema)).has(table)) continue;
    const used = await sides.source.rows(
      `SELECT ${identifier(column)} AS id, COUNT(*) AS n FROM ${tableName(schema, table)}
       WHERE deleted = 0 AND ${identifier(column)} IS NOT NULL GROUP BY ${identifier(column)}`,
    );
    const unknown = used.filter((row) => !known.has(row['id']?.toString() ?? ''));
    if (unknown.length === 0) continue;
    const projects = unknown.map((row) => `${row['id']?.toString() ?? ''} (${counted(Number(row['n']), 'row')})`);
    found.push({
      type: 'RowsUnmapped',
      message: `${schema}.${table}.${column}: the target's Keystone has no project ${named(projects, ', ', EXAMPLES)}.`,
    });
  }
  return found;
}
