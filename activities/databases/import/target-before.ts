import { z } from 'zod';
import { readStructure } from '../../../connectors/mysql/read-structure';
import { canSwap } from '../context/can-swap';
import type { CopiedTable } from '../context/copied-table';
import { foreignKeysOf } from '../sql/foreign-keys';
import { readAutoIncrement } from '../sql/target-table';
import { readBuiltInRows } from './built-in-rows';

const foreignKey = z.object({
  name: z.string(),
  columns: z.array(z.string()).readonly(),
  schema: z.string(),
  table: z.string(),
  referenced: z.array(z.string()).readonly(),
  onDelete: z.string(),
  onUpdate: z.string(),
});

/** How a target's table was before anything was imported, and how that is done: what the undo must know. */
export const targetBeforeSchema = z.object({
  mapping: z.string(),
  /** Whether the staged table takes the place of the target's; otherwise rows are put in by ranges. */
  swap: z.boolean(),
  autoIncrement: z.string().nullable(),
  structure: z.string(),
  /** An `OwnedKey` each. */
  keys: z.array(z.object({ child: z.string(), key: foreignKey })).readonly(),
  /** Rows of its release that ours replace, all values as texts. */
  seeds: z.array(z.record(z.string(), z.string().nullable())).readonly(),
});

export type TargetBefore = Readonly<z.output<typeof targetBeforeSchema>>;

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
    seeds: swap ? [] : await readBuiltInRows(sides.target, table),
  };
}
