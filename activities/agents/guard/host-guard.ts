import type { Dependencies } from '../../dependencies';
import type { OpenHost } from '../../toolbox/open-host';
import { guardFrames } from './frame-guard';
import { guardLoss, type LossGuard } from './loss-guard';
import { readMute } from './mute';
import type { Watched } from './watched';

/** Guards all VMs of a host from now on: by their answers, and those that give none by the frames that reach them. */
export async function guardHost(
  deps: Dependencies,
  { definition, ledger, machine }: OpenHost,
  { host, off, fed }: Pick<Watched, 'off' | 'fed'> & { readonly host: string },
): Promise<LossGuard> {
  const { network, probes } = definition;
  const { silent, unheard } = await guardLoss(deps, definition, ledger, { host, off });
  const mute = (await readMute(ledger, definition.name, host)).filter(({ port }) => fed.includes(port));
  const patienceMs = probes.longestGapMs + 2 * probes.intervalMs;
  const unfed = await guardFrames(machine, network.integrationBridge, mute, patienceMs);
  return { silent: async () => (await Promise.all([silent(), unfed()])).flat(), unheard };
}
