import { inDatacenter } from '../toolbox/activities';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';
import type { UndoChoice } from './undo-input';
import type { UndoTally } from './undo-tally';

/** The next undos that are still open, a line each, for whoever stopped before them; what keeps the ledger from being read instead. */
export async function listOpen(
  { run }: Pick<Execution, 'run'>,
  choice: UndoChoice,
  failed: UndoTally['failed'] = [],
): Promise<readonly string[]> {
  try {
    const { undos } = await inDatacenter(run.datacenter, 'Read what is left').readUndos({ ...choice, run, failed });
    return undos.map(({ step, kind }) => `${step} (${kind})`);
  } catch (error) {
    return [`what the ledger still lists: it cannot be read: ${describe(error).message}`];
  }
}
