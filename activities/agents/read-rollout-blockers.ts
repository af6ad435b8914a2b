import type { BlockersResult } from '../../model/blocker';
import type { StepInput } from '../../model/run';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { readSharedLoads } from './loads/shared-loads';

/** What the order of the agents cannot be made of. */
export const readRolloutBlockers = defineRead({
  name: 'readRolloutBlockers',
  run: async (deps: Pick<Dependencies, 'readDefinition'>, input: StepInput): Promise<BlockersResult> => {
    const { loads, problems } = await readSharedLoads(await deps.readDefinition(input.run.cluster));
    return {
      changed: false,
      summary: `${loads.length} server groups and pools set the order of the agents.`,
      blockers: problems.map((problem) => ({ type: 'InvalidDefinition', message: `${problem}.` })),
    };
  },
});
