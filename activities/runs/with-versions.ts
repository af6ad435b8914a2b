import { tooNew } from '../../model/plan/plan-version';
import { failure } from '../toolbox/failure';
import { runOf } from '../toolbox/patience/cluster-of';
import { wrapFunctions, type Functions } from '../toolbox/wrap-functions';

/** The same activities; of a run whose plan is newer than this build nothing is begun (`WorkerOutdated`): another worker may know it. */
export function withVersions<T extends Functions>(activities: T): T {
  return wrapFunctions(activities, (name, call) => async (...input) => {
    const run = runOf(input[0]);
    const refused = run === undefined ? undefined : tooNew(run);
    if (refused !== undefined) throw failure('WorkerOutdated', `${name} was not begun for ${run?.cluster}. ${refused}`);
    return call(...input);
  });
}
