import { problemsOf, type Health } from '../../model/verdict/health';
import type { ClusterDefinition } from '../../model/cluster';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import type { Turn } from '../../model/canary/turn';

/** Reads how the control plane and these hosts are. */
export type ReadHealth = (definition: ClusterDefinition, turns: readonly Turn[]) => Promise<Health>;

/** Shown, at most: a result, and the note of a schedule, are to be read by people. */
const PROBLEMS_SHOWN = 30;
const CHARACTERS_SHOWN = 300;

/** Judges a canary's hosts by APIs, services, ports and logs: what is wrong, a line each, none for a good one. */
export function createReadCanaryHealth(deps: Pick<Dependencies, 'readDefinition'>, readHealth: ReadHealth) {
  return async (input: { run: RunRef; turns: readonly Turn[] }): Promise<{ readonly problems: readonly string[] }> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const all = problemsOf(await readHealth(definition, input.turns), definition.canary ?? { logErrors: 0 });
    const shown = all.slice(0, PROBLEMS_SHOWN).map((one) => one.slice(0, CHARACTERS_SHOWN));
    const more = all.length - shown.length;
    return { problems: more > 0 ? [...shown, `and ${more} more`] : shown };
  };
}
