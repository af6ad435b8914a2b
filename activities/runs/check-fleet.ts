import { z } from 'zod';
import { type CheckedFleet, MOST_CLUSTERS } from '../../model/fleet/fleet';
import { PHASES } from '../../model/phases';
import { ON_FAILURE } from '../../model/upgrade';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';

const schema = z.strictObject({
  waves: z.array(z.array(z.string().min(1)).min(1)).min(1),
  failureBudget: z.int().min(0).max(MOST_CLUSTERS).default(0),
  phases: z.array(z.enum(PHASES)).min(1).exactOptional(),
  approval: z.enum(['manual', 'auto']).exactOptional(),
  onFailure: z.enum(ON_FAILURE).exactOptional(),
  rehearse: z.boolean().exactOptional(),
  seedFlows: z.boolean().exactOptional(),
});

/** Checks the input of `upgradeFleet` and the definitions of all its clusters; lists all that is wrong with `InvalidInput`. */
export function createCheckFleet(deps: Pick<Dependencies, 'readDefinition'>) {
  return async ({ input }: { input: unknown }): Promise<CheckedFleet> => {
    const { success, data, error } = schema.safeParse(input);
    if (!success) throw wrong(error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`));
    const { waves, failureBudget, ...upgrade } = data;
    const named = waves.flatMap((names, i) => names.map((cluster) => ({ cluster, wave: i + 1 })));
    const problems: string[] = [];
    if (named.length > MOST_CLUSTERS)
      throw wrong([`waves: ${named.length} clusters are more than ${MOST_CLUSTERS}: start several fleets`]);
    const seen = new Set<string>();
    const clusters: CheckedFleet['clusters'][number][] = [];
    for (const one of named) {
      if (seen.has(one.cluster)) problems.push(`waves: ${one.cluster} is named twice`);
      else
        await deps.readDefinition(one.cluster).then(
          ({ datacenter }) => void clusters.push({ ...one, datacenter }),
          (reason: unknown) =>
            void problems.push(`${one.cluster}: ${reason instanceof Error ? reason.message : String(reason)}`),
        );
      seen.add(one.cluster);
    }
    if (problems.length > 0) throw wrong(problems);
    return { clusters, failureBudget, upgrade };
  };
}

function wrong(problems: readonly string[]): Error {
  return failure('InvalidInput', `The input of upgradeFleet is wrong:\n- ${problems.join('\n- ')}\n`);
}
