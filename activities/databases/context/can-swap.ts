import { sameServer } from '../../toolbox/sides';
import type { CopiedTable } from './copied-table';

/** Whether the staged table may take the target's place: both on one server, and nothing is in or on the target's. */
export async function canSwap({ definition, sides, target, targetSchema, mapping }: CopiedTable): Promise<boolean> {
  if (!sameServer(definition)) return false;
  const { table } = mapping.to;
  const triggers = 'SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?';
  if ((await sides.target.rows(`SELECT 1 FROM ${target} LIMIT 1`)).length > 0) return false;
  return (await sides.target.rows(triggers, [targetSchema, table])).length === 0;
}
