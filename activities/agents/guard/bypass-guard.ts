import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import type { OpenHost } from '../../toolbox/open-host';
import { guardHost } from './host-guard';
import type { LossGuard } from './loss-guard';
import { UNGUARDED } from './watch';
import { readWatched } from './watched';

/** Guards the VMs of a host whose agent's flows carry the traffic, or are about to. */
export interface BypassGuard {
  /** Brings the bypass flows back, and fails, once a VM has been silent beyond the budget. */
  readonly guard: () => Promise<void>;
  /** The same for what was found lost in another way, one sentence each; does nothing for none. */
  readonly bringBack: (lost: readonly string[]) => Promise<void>;
  readonly unheard: LossGuard['unheard'];
}

/** Where an unprotected restart is being shown: nothing is done about what it costs. */
export const TOLERANT: BypassGuard = {
  guard: UNGUARDED,
  bringBack: () => Promise.resolve(),
  unheard: () => Promise.resolve([]),
};

/** From now on; `back` brings the bypass flows back. */
export async function guardBehindBypass(
  deps: Dependencies,
  open: OpenHost,
  back: () => Promise<void>,
): Promise<BypassGuard> {
  const { definition, ledger, machine } = open;
  const { off = [], fed = [] } = (await readWatched(ledger, definition.name, machine.name)) ?? {};
  const { silent, unheard } = await guardHost(deps, open, { host: machine.name, off, fed });
  const bringBack = async (lost: readonly string[]): Promise<void> => {
    if (lost.length === 0) return;
    await back();
    throw failure('PacketsLost', `${machine.name}: ${lost.join('; ')}. Bypass flows carry the traffic again.`);
  };
  return { guard: async () => bringBack(await silent()), bringBack, unheard };
}
