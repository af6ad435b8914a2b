import type { Row } from '../../../connectors/mysql/database';
import { readStructure } from '../../../connectors/mysql/read-structure';
import type { JsonObject } from '../../../model/json';
import type { CopiedTable } from '../context/copied-table';
import { foreignKeysOf, type OwnedKey } from '../sql/foreign-keys';
import { canSwap } from './import-by-rename';
import { readSeeds } from './seeds';
import { readAutoIncrement } from '../sql/target-table';

/** How a target's table was before anything was imported, and how that is done: what the undo must know. */
export interface TargetBefore {
  readonly mapping: string;
  /** Whether the staged table takes the target's place as a whole; otherwise rows are put in by ranges. */
  readonly swap: boolean;
  readonly autoIncrement: string | null;
  readonly structure: string;
  readonly keys: readonly OwnedKey[];
  readonly seeds: readonly Row[];
}

export async function readTargetBefore(table: CopiedTable): Promise<TargetBefore> {
  const { mapping, sides, target, targetSchema } = table;
  const swap = await canSwap(table);
  return {
    mapping: mapping.name,
    swap,
    autoIncrement: await readAutoIncrement(sides.target, targetSchema, mapping.to.table),
    structure: await readStructure(sides.target, target),
    keys: await foreignKeysOf(sides.target, targetSchema, mapping.to.table),
    // A table that is swapped takes them along.
    seeds: swap ? [] : ((await readSeeds(sides.target, table)) as readonly Row[]),
  };
}

/** As the ledger keeps it. */
export function toDetail(before: TargetBefore): JsonObject {
  return JSON.parse(JSON.stringify(before)) as JsonObject;
}

export function fromDetail(detail: JsonObject): TargetBefore {
  return detail as unknown as TargetBefore;
}
