import { stagingSchema } from '../../../alignment/places';
import { asideName, leavingName } from '../../../alignment/statements';
import type { ClusterDefinition } from '../../../model/cluster';
import type { TableMapping } from '../../../model/mapping';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { tableName } from '../../../model/quote';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { sidesOf, type Sides } from '../../toolbox/sides';
import { pairOf } from '../../toolbox/pair-of';

/** Where one table of a cluster lies: all that an undo needs, whatever the definition says of the alignment by then. */
export interface CopiedTable {
  readonly definition: ClusterDefinition;
  readonly mapping: TableMapping;
  /** The column whose ranges are copied. */
  readonly key: string;
  /** Whether it may have rows that the source's table has not. */
  readonly mayAdd: boolean;
  readonly sides: Sides;
  readonly source: string;
  readonly target: string;
  readonly targetSchema: string;
  readonly staging: string;
  /** Beside the source, and on the target's server, where it holds the marks of what was imported. */
  readonly stagingSchema: string;
  /** Where the target's own table waits while the staged one stands in its place. */
  readonly aside: string;
  /** What has left the target's place, until it is the staged table again. */
  readonly leaving: string;
}

/** Asks nothing of the servers, and nothing of Keystone. */
export async function openCopied(deps: Dependencies, cluster: string, name: string): Promise<CopiedTable> {
  const definition = await deps.readDefinition(cluster);
  const pair = pairOf(deps, definition);
  const mapping = Object.values(pair.tables)
    .flat()
    .find((candidate) => candidate.name === name);
  if (mapping === undefined) throw noMapping(pair, name);
  return copiedTable(definition, pair, mapping, await sidesOf(deps, definition));
}

export function copiedTable(
  definition: ClusterDefinition,
  pair: ReleasePair,
  mapping: TableMapping,
  sides: Sides,
): CopiedTable {
  const { from, to } = mapping;
  const targetSchema = definition.target.databases[to.database];
  const staged = stagingSchema(targetSchema);
  return {
    definition,
    mapping,
    key: mapping.key ?? 'id',
    mayAdd: mapping.added !== undefined || pair.fixUps.some(({ changes = {} }) => changes[mapping.name]?.added),
    sides,
    source: tableName(definition.source.databases[from.database], from.table),
    target: tableName(targetSchema, to.table),
    targetSchema,
    staging: tableName(staged, to.table),
    stagingSchema: staged,
    aside: tableName(staged, asideName(to.table)),
    leaving: tableName(staged, leavingName(to.table)),
  };
}

export function noMapping({ name: pair }: ReleasePair, name: string): Error {
  return failure('InvalidInput', `The release pair ${pair} has no mapping ${name}: is the plan of another version?`);
}
