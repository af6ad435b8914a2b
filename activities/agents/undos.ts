import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { openHost } from '../toolbox/open-host';
import { withFailures } from '../toolbox/with-failures';
import { restoreSnapshot, type BridgeSnapshot } from './seeds/bridge-snapshot';

/** An agent waits for its running iteration before it ends. */
const QUIET_MS = 180_000;

export function createAgentUndos(deps: Dependencies): Undos {
  return withFailures({
    restoreBridges: async (entry) => {
      const snapshot = entry.detail as unknown as BridgeSnapshot;
      const { machine } = await openHost(deps, entry.cluster, snapshot.host);
      await restoreSnapshot(machine, deps.store, snapshot);
      return `${snapshot.host}: modes and flows of ${snapshot.bridges.length} bridges are as before.`;
    },
    holdUnits: async (entry) => {
      const { host, units } = entry.detail as unknown as { host: string; units: readonly string[] };
      const { machine } = await openHost(deps, entry.cluster, host);
      await machine.run(['systemctl', 'mask', '--quiet', '--', ...units]);
      return `${host}: ${units.length} units are held again.`;
    },
    stopAgent: async (entry) => {
      const { running, ...snapshot } = entry.detail as unknown as BridgeSnapshot & { readonly running: boolean };
      const { machine, pair } = await openHost(deps, entry.cluster, snapshot.host);
      if (running) return `The agent ran on ${snapshot.host} before.`;
      await machine.run(['systemctl', 'stop', pair.units.agent], { quietMs: QUIET_MS });
      // Held again, as the phase before left it.
      await machine.run(['systemctl', 'mask', '--quiet', pair.units.agent]);
      await restoreSnapshot(machine, deps.store, snapshot);
      return `${snapshot.host}: the new agent is stopped, ${snapshot.bridges.length} bridges are as before.`;
    },
  });
}
