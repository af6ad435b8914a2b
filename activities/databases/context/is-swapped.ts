import { asideName } from '../../../alignment/statements';
import { exists } from '../../../connectors/mysql/exists';
import { sameServer } from '../../toolbox/sides';
import type { CopiedTable } from './copied-table';

/** Whether the staged table stands in the target's place. */
export async function isSwapped({ definition, sides, stagingSchema, mapping }: CopiedTable): Promise<boolean> {
  return sameServer(definition) && exists(sides.target, stagingSchema, asideName(mapping.to.table));
}
