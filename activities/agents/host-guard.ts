import type { Dependencies } from '../dependencies';
import type { OpenHost } from '../hosts/open-host';
import { readProbed } from '../probes/probed';
import { guardFrames } from './frame-guard';
import { guardLoss, type LossGuard } from './loss-guard';

/** Guards all VMs of a host from now on: by their answers, and those that give none by the frames that reach them. */
export async function guardHost(
  deps: Dependencies,
  { definition, ledger, machine }: OpenHost,
  { host, since }: { readonly host: string; readonly since: number },
): Promise<LossGuard> {
  const probed = await readProbed(ledger, definition.name);
  const mute = (probed?.unwatched ?? []).filter((vm) => vm.host === host);
  const guards = [
    await guardLoss(deps, definition, ledger, { host, since }),
    await guardFrames(machine, definition.network.integrationBridge, mute, definition.probes.longestGapMs),
  ];
  return async () => (await Promise.all(guards.map((guard) => guard()))).flat();
}
