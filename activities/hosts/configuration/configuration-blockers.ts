import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import { isErrorType } from '../../../model/errors';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { renderFiles } from './rendered-files';

/** Every file of a host that could not be rendered later, at once. */
export async function configurationBlockers(
  definition: ClusterDefinition,
  pair: Pick<ReleasePair, 'configuration'>,
  host: string,
): Promise<readonly Blocker[]> {
  const outcomes = await Promise.allSettled(renderFiles(definition, pair, host));
  return outcomes.flatMap((outcome): Blocker[] => {
    if (outcome.status === 'fulfilled') return [];
    const { type = '', message } = outcome.reason as Error & { type?: string };
    return [{ type: isErrorType(type) ? type : 'InvalidDefinition', message: `${host}: ${message}` }];
  });
}
