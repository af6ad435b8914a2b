import { problemsOf, type Health } from '../../model/verdict/health';
import type { ClusterDefinition } from '../../model/cluster';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import type { Turn } from '../../model/canary/turn';
import { shownProblems } from './shown-problems';

/** Reads how the control plane and these hosts are. */
export type ReadHealth = (definition: ClusterDefinition, turns: readonly Turn[]) => Promise<Health>;

/** Judges a canary's hosts by APIs, services, ports and logs: what is wrong, a line each, none for a good one. */
export function createReadCanaryHealth(deps: Pick<Dependencies, 'readDefinition'>, readHealth: ReadHealth) {
  return async (input: { run: RunRef; turns: readonly Turn[] }): Promise<{ readonly problems: readonly string[] }> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const problems = problemsOf(await readHealth(definition, input.turns), definition.canary);
    return { problems: shownProblems(problems) };
  };
}
