import type { BlockersResult } from '../../model/blocker';
import type { StepInput } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { readSharedLoads } from './loads/shared-loads';

/** What the order of the agents cannot be made of. */
export function createReadRolloutBlockers(deps: Pick<Dependencies, 'readDefinition'>) {
  return async (input: StepInput): Promise<BlockersResult> => {
    const { loads, problems } = await readSharedLoads(await deps.readDefinition(input.run.cluster));
    return {
      changed: false,
      summary: `${loads.length} server groups and pools set the order of the agents.`,
      blockers: problems.map((problem) => ({ type: 'InvalidDefinition', message: `${problem}.` })),
    };
  };
}
