import { defineUndo } from '../define/undo';
import { settleStep } from '../toolbox/detached';
import { openHost } from '../toolbox/open-host';
import { bridgeSnapshotSchema, restoreSnapshot } from './bypass/bridge-snapshot';

/** Gives the bridges of a host back as they were before its flows or modes were changed. */
export const restoreBridges = defineUndo({
  kind: 'restoreBridges',
  detail: bridgeSnapshotSchema,
  undo: async (deps, snapshot, at) => {
    const { host, bridges } = snapshot;
    const { machine } = await openHost(deps, at.cluster, host);
    await settleStep(machine, at, ['change']);
    await restoreSnapshot(machine, deps.store, snapshot);
    return `${host}: modes and flows of ${bridges.length} bridges are as before.`;
  },
});
