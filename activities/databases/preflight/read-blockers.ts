import type { BlockersResult } from '../../../model/blocker';
import { counted } from '../../../model/counted';
import { PHASES, type PhaseName } from '../../../model/phases';
import type { StepInput } from '../../../model/run';
import { defineRead } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { whileBeating } from '../../toolbox/heartbeat';
import { readDatabases } from './read-databases';

export interface DatabaseBlockersInput extends StepInput {
  /** The phases whose tables are looked at; all without it. */
  readonly phases?: readonly PhaseName[];
}

/** All that keeps rows from being copied; reads only. What the ledger claims as ours is no blocker. */
export const readDatabaseBlockers = defineRead({
  name: 'readDatabaseBlockers',
  run: async (deps: Dependencies, input: DatabaseBlockersInput): Promise<BlockersResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const options = { phases: input.phases ?? PHASES, counts: false };
    const read = await whileBeating(
      () => ({ looking: 'databases' }),
      () => readDatabases(deps, definition, options),
    );
    const blockers = 'unreached' in read ? read.unreached : read.blockers;
    return { changed: false, summary: `${counted(blockers.length, 'blocker')} in the databases.`, blockers };
  },
});
