import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import type { Session } from '../../../connectors/openstack/session';
import { readProbeClock } from '../../../connectors/probes/read-loss';
import { BYPASS_COOKIE } from '../../../flows/cookie';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import type { OpenHost } from '../../toolbox/open-host';
import { agentTroubles } from './agent-state';
import type { HostBypass } from '../bypass/host-bypass';
import type { BypassGuard } from '../guard/bypass-guard';
import { watchFor, watchUntil } from '../guard/watch';
import type { Window } from '../guard/window';

const BYPASS_GONE_WITHIN_MS = 30_000;
const HEARD_WITHIN_MS = 30_000;

interface StartedAgent {
  readonly session: Session;
  readonly bypass: HostBypass;
  readonly guarded: BypassGuard;
  readonly window: Window;
  /** When the agent had started last before ours, as Neutron tells; '' when that is no matter. */
  readonly before: string;
}

/**
 * Waits behind the guard until a started agent has wired every port, takes the bypass flows away if it has not, and watches the VMs
 * on its flows. Returns the seconds that the agent took.
 */
export async function awaitFirstSync(
  deps: Dependencies,
  open: OpenHost,
  { session, bypass, guarded, window, before }: StartedAgent,
): Promise<string> {
  const { definition, machine } = open;
  const { guard, bringBack, unheard } = guarded;
  const { bridges } = bypass;
  const { syncSeconds } = definition.rollout;
  /** A probe that has stopped tells of no gaps, and who has gone dark just now is within the budget still: each one has to be heard. */
  const hearAll = async (): Promise<void> => {
    const from = await readProbeClock(await deps.machine(definition, definition.probes.machine));
    const patienceMs = HEARD_WITHIN_MS + 2 * definition.probes.longestGapMs;
    await bringBack((await watchUntil(() => unheard(from), guard, patienceMs)).map((vm) => `${vm} is not heard`));
  };
  const begin = Date.now();
  const troubles = await watchUntil(() => agentTroubles(open, session, before, bypass), guard, syncSeconds * 1_000);
  if (troubles.length > 0) throw failure('HostNotReady', tooLate(machine.name, syncSeconds, troubles));
  await window.note('wired');
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  await hearAll();
  const helper = await HostHelper.install(machine);
  const left = async (): Promise<readonly string[]> => {
    const counts = await helper.count(bridges, BYPASS_COOKIE);
    return bridges.filter((bridge) => (counts[bridge] ?? 0) > 0);
  };
  // The agent has wired every port: what it has not taken away goes now.
  if ((await watchUntil(left, guard, BYPASS_GONE_WITHIN_MS)).length > 0) await helper.clear(bridges, BYPASS_COOKIE);
  await window.note('unseeded');
  await watchFor(definition.rollout.watchSeconds, guard);
  await hearAll();
  return seconds;
}

function tooLate(host: string, syncSeconds: number, troubles: readonly string[]): string {
  return `The agent on ${host} has not wired every port in ${syncSeconds} s (rollout.syncSeconds): ${troubles.join('; ')}.`;
}
