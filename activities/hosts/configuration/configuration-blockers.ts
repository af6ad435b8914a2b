import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { CephFacts } from '../../../model/host/facts';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { asBlocker } from '../../toolbox/as-blocker';
import { renderFiles } from './rendered-files';

/** Every file of a host that could not be rendered later, at once. */
export async function configurationBlockers(
  definition: ClusterDefinition,
  pair: Pick<ReleasePair, 'configuration'>,
  host: string,
  readCeph: () => Promise<CephFacts>,
): Promise<readonly Blocker[]> {
  const outcomes = await Promise.allSettled(renderFiles(definition, pair, host, readCeph));
  return outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' ? [] : [asBlocker(outcome.reason, host, 'InvalidDefinition')],
  );
}
