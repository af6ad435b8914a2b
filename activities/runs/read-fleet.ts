import { z } from 'zod';
import { type CheckedFleet, MOST_CLUSTERS } from '../../model/fleet/fleet';
import { PHASES } from '../../model/phases';
import { ON_FAILURE } from '../../model/upgrade';
import type { Dependencies } from '../dependencies';

const schema = z.strictObject({
  waves: z.array(z.array(z.string().min(1)).min(1)).min(1),
  failureBudget: z.int().min(0).max(MOST_CLUSTERS).default(0),
  phases: z.array(z.enum(PHASES)).min(1).exactOptional(),
  approval: z.enum(['manual', 'auto']).exactOptional(),
  onFailure: z.enum(ON_FAILURE).exactOptional(),
  rehearse: z.boolean().exactOptional(),
  seedFlows: z.boolean().exactOptional(),
});

/** A fleet, or all that is wrong with it, one problem an entry. */
export type ReadFleet = { readonly fleet: CheckedFleet } | { readonly problems: readonly string[] };

/** Checks the input of `upgradeFleet`, and reads the definitions of all its clusters for their datacenters. */
export async function readFleet(
  { readDefinition }: Pick<Dependencies, 'readDefinition'>,
  input: unknown,
): Promise<ReadFleet> {
  const { success, data, error } = schema.safeParse(input);
  if (!success)
    return { problems: error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`) };
  const { waves, failureBudget, ...upgrade } = data;
  const named = waves.flatMap((names, i) => names.map((cluster) => ({ cluster, wave: i + 1 })));
  if (named.length > MOST_CLUSTERS)
    return { problems: [`waves: ${named.length} clusters are more than ${MOST_CLUSTERS}: start several fleets`] };
  const problems: string[] = [];
  const seen = new Set<string>();
  const clusters: CheckedFleet['clusters'][number][] = [];
  for (const one of named) {
    if (seen.has(one.cluster)) problems.push(`waves: ${one.cluster} is named twice`);
    else
      await readDefinition(one.cluster).then(
        ({ datacenter }) => void clusters.push({ ...one, datacenter }),
        (reason: unknown) =>
          void problems.push(`${one.cluster}: ${reason instanceof Error ? reason.message : String(reason)}`),
      );
    seen.add(one.cluster);
  }
  return problems.length > 0 ? { problems } : { fleet: { clusters, failureBudget, upgrade } };
}
