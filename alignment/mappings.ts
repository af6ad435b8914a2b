import type { ClusterDefinition } from '../model/cluster';
import type { BuiltColumns, ColumnValue, FixUp, MappingChange, ReplacementName, TableMapping } from '../model/mapping';
import type { ReleasePair } from '../model/pair/release-pair';

/** The fix-ups that are on: asked for, and not switched off. */
export function fixUpsOf(pair: ReleasePair, definition: ClusterDefinition): readonly FixUp[] {
  const { without } = definition.alignment;
  return pair.fixUps.filter(({ name, asked }) => !without.includes(name) && (asked?.when(definition) ?? true));
}

/** A phase's mappings as they are for one cluster: the tables that it asks for, with the fix-ups that are on. */
export function mappingsOfPhase(
  pair: ReleasePair,
  phase: keyof ReleasePair['tables'],
  definition: ClusterDefinition,
): readonly TableMapping[] {
  const fixUps = fixUpsOf(pair, definition);
  return pair.tables[phase]
    .filter(({ optional }) => optional === undefined || definition.alignment.tables.includes(optional))
    .map((mapping) => fixUps.reduce(corrected, mapping));
}

/** All mappings of one cluster, phase by phase. */
export function mappingsOf(pair: ReleasePair, definition: ClusterDefinition): readonly TableMapping[] {
  const phases = Object.keys(pair.tables) as (keyof ReleasePair['tables'])[];
  return phases.flatMap((phase) => mappingsOfPhase(pair, phase, definition));
}

/** Optional mappings that the definition does not ask for: their rows stay behind. */
export function mappingsLeftOut(pair: ReleasePair, definition: ClusterDefinition): readonly TableMapping[] {
  const { tables } = definition.alignment;
  return Object.values(pair.tables)
    .flat()
    .filter(({ optional }) => optional !== undefined && !tables.includes(optional));
}

/** The replacements that columns ask for. */
export function replacementsUsed(mappings: readonly TableMapping[]): ReadonlySet<ReplacementName> {
  const values = mappings.flatMap(({ columns = {}, common = {} }) => [columns, common].flatMap(Object.values));
  return new Set((values as readonly ColumnValue[]).flatMap((value) => ('replaced' in value ? [value.by] : [])));
}

function corrected(mapping: TableMapping, { changes = {}, everywhere }: FixUp): TableMapping {
  const common = everywhere === undefined ? mapping : { ...mapping, common: { ...mapping.common, ...everywhere } };
  const change = changes[mapping.name];
  return change === undefined ? common : changed(common, change);
}

function changed(mapping: TableMapping, { columns, built, added, refused, where }: MappingChange): TableMapping {
  return {
    ...mapping,
    ...(columns && { columns: { ...mapping.columns, ...columns } }),
    ...(built && { built: mapping.built === undefined ? built : both(mapping.built, built) }),
    ...(added && { added }),
    ...(refused && { refused: [...(mapping.refused ?? []), ...refused] }),
    ...(where !== undefined && { where: `(${mapping.where}) AND (${where})` }),
  };
}

/** Two fix-ups of one table, each with columns that code makes. */
function both(first: BuiltColumns, second: BuiltColumns): BuiltColumns {
  return {
    inputs: { ...first.inputs, ...second.inputs },
    columns: [...first.columns, ...second.columns],
    build: (inputs) => ({ ...first.build(inputs), ...second.build(inputs) }),
  };
}
