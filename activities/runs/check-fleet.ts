import type { CheckedFleet } from '../../model/fleet/fleet';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { readFleet } from './read-fleet';

/** Checks the input of `upgradeFleet` and the definitions of all its clusters; lists all that is wrong with `InvalidInput`. */
export function createCheckFleet(deps: Pick<Dependencies, 'readDefinition'>) {
  return async ({ input }: { input: unknown }): Promise<CheckedFleet> => {
    const read = await readFleet(deps, input);
    if ('fleet' in read) return read.fleet;
    throw failure('InvalidInput', `The input of upgradeFleet is wrong:\n- ${read.problems.join('\n- ')}\n`);
  };
}
