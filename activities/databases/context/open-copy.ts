import type { Ledger } from '../../../model/ledger';
import type { StepInput } from '../../../model/run';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { openTable, type AlignedTable } from './aligned-table';
import { otherChoices } from './other-choices';
import { pairOf } from '../../toolbox/pair-of';

export interface TableInput extends StepInput {
  /** The mapping's name in the release pair. */
  readonly mapping: string;
}

export interface Copy {
  readonly table: AlignedTable;
  readonly ledger: Ledger;
  /** A digest of what decides the table's rows. */
  readonly choices: string;
}

/** A table whose copy starts or continues; fails where this or another table has been copied under other choices. */
export async function openCopy(deps: Dependencies, { run, mapping }: TableInput): Promise<Copy> {
  const definition = await deps.readDefinition(run.cluster);
  const pair = pairOf(deps, definition);
  const ledger = await deps.ledger(definition);
  const choices = deps.tableChoices(pair, definition);
  const [changed] = await otherChoices(ledger, definition, pair, choices);
  if (changed !== undefined) throw failure(changed.type, changed.message);
  const table = await openTable(deps, run.cluster, mapping);
  return { table, ledger, choices: choices.get(mapping) ?? '' };
}
