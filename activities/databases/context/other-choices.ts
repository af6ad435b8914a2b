import { z } from 'zod';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Ledger } from '../../../model/ledger';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { listFirst } from '../../../model/list-first';
import { tableChoices } from '../../../alignment/table-choices';
import { defineUndoRecord } from '../../define/undo';
import type { TablePhase } from './table-phases';

/** The undo that is open as long as a table has rows of ours, and that says under which choices they were copied. */
export const stagedTable = defineUndoRecord({
  kind: 'dropStagedRows',
  detail: z.object({
    mapping: z.string(),
    /** Not where an older version has staged the table. */
    choices: z.string().exactOptional(),
  }),
});

/** More undos than the tables of all phases have. */
const ALL = 10_000;

/**
 * Tables that were copied while the definition, or this StackLeap, said something else about them. Nothing continues beside
 * such rows: they would be taken for what the plan says now, and belong to other projects than the rows that follow.
 */
export async function otherChoices(
  ledger: Ledger,
  definition: ClusterDefinition,
  pair: ReleasePair,
  now = tableChoices(pair, definition),
): Promise<readonly Blocker[]> {
  const phases = Object.keys(pair.tables) as TablePhase[];
  const undos = await ledger.readUndos(definition.name, { limit: ALL, phases });
  const others = stagedTable
    .detailsOf(undos)
    .filter(({ mapping, choices }) => choices !== undefined && choices !== now.get(mapping))
    .map(({ mapping }) => mapping);
  if (others.length === 0) return [];
  const message = `The definition of ${definition.name} says something else about the alignment than when these tables were copied: ${listFirst(others)}.`;
  return [{ type: 'AlignmentChanged', message }];
}
