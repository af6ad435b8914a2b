import type { Places } from '../../../alignment/places';
import { SecretMissingError } from '../../../config/secrets';
import { readColumns } from '../../../connectors/mysql/columns';
import { ApiError } from '../../../connectors/openstack/api-error';
import { allIds } from '../../../connectors/openstack/identity-names';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import { pluralize } from '../../../model/pluralize';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { listFirst } from '../../../model/list-first';
import { identifier, tableName } from '../../../model/quote';
import { openSession } from '../../toolbox/open-session';
import type { Sides } from '../../toolbox/sides';

/** As many as a message can hold. */
const EXAMPLES = 20;
const KINDS = ['projects', 'users'] as const;
type Kind = (typeof KINDS)[number];

/**
 * Projects that things will belong to, and new ids of users, that the target's Keystone does not know. Users who keep their ids are not
 * asked for: old clouds have things of users who left long ago.
 */
export async function unknownIdentities(
  definition: ClusterDefinition,
  pair: ReleasePair,
  { replacements }: Places,
  sides: Sides,
): Promise<Blocker[]> {
  const given = KINDS.filter((kind) => Object.keys(replacements[kind]).length > 0);
  const kept = given.includes('projects') ? [] : pair.ownerColumns;
  const asked = KINDS.filter((kind) => given.includes(kind) || (kind === 'projects' && kept.length > 0));
  const known = new Map<Kind, ReadonlySet<string>>();
  try {
    const session = asked.length === 0 ? undefined : await openSession(definition);
    if (session !== undefined) for (const kind of asked) known.set(kind, await allIds(session, kind));
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof SecretMissingError)) throw error;
    const type = error instanceof ApiError ? 'ApiFailed' : 'SecretMissing';
    return [
      { type, message: `Which projects and users the target's Keystone knows cannot be asked: ${error.message}.` },
    ];
  }
  // Where new ids are given, the mappings themselves refuse those that have none.
  const unknown = given.flatMap((kind) => unknownNew(kind, replacements[kind], known.get(kind) ?? new Set()));
  return [...unknown, ...(await unknownOld(definition, kept, known.get('projects') ?? new Set(), sides))];
}

/** Of what the definition gives; an id that is given to itself is meant to stay, known or not. */
function unknownNew(kind: Kind, given: Readonly<Record<string, string>>, known: ReadonlySet<string>): Blocker[] {
  const changed = Object.entries(given).flatMap(([old, id]) => (id === old ? [] : [id]));
  const unknown = [...new Set(changed)].filter((id) => !known.has(id));
  if (unknown.length === 0) return [];
  const ids = `${pluralize(unknown.length, 'new id')} of alignment.identity.${kind}`;
  const message = `The target's Keystone does not know ${ids}: ${listFirst(unknown, ', ', EXAMPLES)}.`;
  return [{ type: 'InvalidDefinition', message }];
}

/** Of what rows of the source have, where all projects keep their ids; not those that the definition gives to themselves. */
async function unknownOld(
  { source, alignment }: ClusterDefinition,
  columns: ReleasePair['ownerColumns'],
  known: ReadonlySet<string>,
  sides: Sides,
): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const { database, table, column } of columns) {
    const schema = source.databases[database];
    if (!(await readColumns(sides.source, schema)).has(table)) continue;
    const used = await sides.source.rows(
      `SELECT ${identifier(column)} AS id, COUNT(*) AS n FROM ${tableName(schema, table)}
       WHERE deleted = 0 AND ${identifier(column)} IS NOT NULL GROUP BY ${identifier(column)}`,
    );
    const owners = used.map((row) => ({ id: row['id']?.toString() ?? '', rows: Number(row['n']) }));
    const unknown = owners.filter(({ id }) => !known.has(id) && alignment.identity.projects[id] !== id);
    if (unknown.length === 0) continue;
    const things = unknown.map(({ id, rows }) => `${id} (${pluralize(rows, 'row')})`);
    const kept = 'alignment.identity.projects may give an id to itself: it stays then';
    found.push({
      type: 'RowsUnmapped',
      message: `${schema}.${table}.${column}: the target's Keystone has no project ${listFirst(things, ', ', EXAMPLES)}; ${kept}.`,
    });
  }
  return found;
}
