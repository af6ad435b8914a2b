import { z } from 'zod';
import type { RemoteMachine } from '../../../model/command';
import { defineUndoRecord } from '../../define/undo';
import type { Dependencies } from '../../dependencies';
import { openHost, type HostInput, type OpenHost } from '../../toolbox/open-host';
import { isRunning, readUnits } from '../../toolbox/units';
import { bridgeSnapshotSchema } from './bridge-snapshot';
import { bringSeedsBack } from './bring-seeds-back';
import type { HostSeeds } from './host-seeds';
import { readKeptSeeds } from './kept-seeds';

const STOPPED_WITHIN_MS = 120_000;

/**
 * Has the seeds carry the traffic again, and no agent run on where nobody watches its host, or where it has darkened a VM. It is
 * killed, so that no first sync comes to its end, which takes the seeds away even where it wired nothing; flows stay.
 */
export async function stopBehindSeeds(open: OpenHost, seeds: HostSeeds): Promise<void> {
  const { machine, pair } = open;
  const { agent } = pair.units;
  if ((await readUnits(machine, [agent])).some(isRunning)) {
    // What keeps seeds from coming back must not keep the agent.
    await bringSeedsBack(open, seeds).catch(() => undefined);
    await kill(machine, agent);
  }
  // It may have taken them away as its last deed, or moved ports to other local VLANs.
  await bringSeedsBack(open, seeds);
}

/** In one go, or systemd starts it again meanwhile. */
async function kill(machine: RemoteMachine, unit: string): Promise<void> {
  const stop = `systemctl kill --signal=KILL ${unit}; systemctl stop ${unit}`;
  await machine.run(['sh', '-c', stop], { quietMs: STOPPED_WITHIN_MS });
  await machine.run(['systemctl', 'reset-failed', unit], { accept: 'any' });
}

/** What the undo of an agent's start keeps: the bridges before it, and whether it ran already. */
export const startedAgent = defineUndoRecord({
  kind: 'stopAgent',
  detail: bridgeSnapshotSchema.extend({
    running: z.boolean(),
    /** When it had started, as Neutron knew it; '' where that was not asked. */
    startedAt: z.string().exactOptional(),
  }),
});

/** The same for an agent that this step has started, in this attempt or one before. */
export async function stopStarted(deps: Dependencies, input: HostInput): Promise<void> {
  const open = await openHost(deps, input.run.cluster, input.host);
  const standing = await startedAgent.readOpen(open.ledger, input);
  if (standing === undefined || standing.running) return;
  await stopBehindSeeds(open, await readKeptSeeds(deps, open));
}
