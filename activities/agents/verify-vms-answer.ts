import { readProbeClock } from '../../connectors/probes/read-loss';
import { answers, viewOf, type TargetLoss } from '../../model/report/loss';
import type { StepResult } from '../../model/run';
import { silentBeyond } from '../../model/report/silent';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { count } from '../toolbox/metrics/count';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput, type OpenHost } from '../toolbox/open-host';
import { describeLoss, sumOf, tellLoss } from '../probes/loss-fact';
import { measure, type Measured } from '../probes/measure';
import { patienceFor } from '../probes/patience';
import { readProbed } from '../probes/probed';
import { readKeptBypass } from './bypass/kept-bypass';
import { guardBehindBypass, TOLERANT } from './guard/bypass-guard';
import { stopBehindBypass } from './bypass/stop-behind-bypass';
import { watchUntil } from './guard/watch';
import { readWatched } from './guard/watched';
import { openWindow } from './guard/window';

/** Answers on the new flows before the next host's turn. */
const ANSWERS = 20;
const ANSWERS_WITHIN_MS = 60_000;

/** `tolerate`: an unprotected restart is being shown; what it costs is reported and is no failure. */
export type AnswerInput = HostInput & { readonly tolerate: boolean };

/**
 * Every VM of the host has answered all the while since the host was found ready, and does so on the new agent's flows. One that
 * is silent beyond the budget meanwhile has the bypass flows back at once, and the agent is stopped behind them.
 */
export const verifyVmsAnswer = defineStep({
  name: 'verifyVmsAnswer',
  once: 'never',
  run: async (deps: Dependencies, input: AnswerInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger } = open;
    if ((await readProbed(ledger, input.run.cluster)) === undefined)
      throw failure('HostNotReady', `No probe watches the VMs of ${input.host}.`);
    const probe = await deps.machine(definition, definition.probes.machine);
    const { host, tolerate } = input;
    const now = await readProbeClock(probe);
    const watched = await readWatched(ledger, input.run.cluster, host);
    const since = watched?.since ?? now;
    const { intervalMs, inFlightIntervalMs } = definition.probes;
    const patienceMs = patienceFor(ANSWERS, inFlightIntervalMs ?? intervalMs, ANSWERS_WITHIN_MS);
    const read = (from: number): Promise<Measured> => measure(deps, definition, ledger, { since: from, host });
    const owes = (vm: TargetLoss): boolean => !(watched?.off ?? []).includes(viewOf(vm));
    const { guard, bringBack } = tolerate
      ? TOLERANT
      : await guardBehindBypass(deps, open, await behindBypass(deps, open));
    const look = async (): Promise<readonly string[]> => {
      const { vms, controls } = await read(now);
      const all = [...vms, ...controls];
      if (all.length > 0 && !all.some(answers)) return ['anybody, control targets included'];
      return vms.filter((vm) => vm.sent - vm.lost < ANSWERS && owes(vm)).map(viewOf);
    };
    const mute = await watchUntil(look, guard, patienceMs);
    if (mute.length > 0) {
      const lost = `no answers any more from ${mute.join(', ')}`;
      await bringBack([lost]);
      throw failure('PacketsLost', `${host}: ${lost}.`);
    }
    const measured = await read(since);
    count('stackleap_turn_lost_pings_total', sumOf(measured.vms, 'lost'), { cluster: input.run.cluster });
    await openWindow(deps, definition, ledger, input).noteAnswered(measured);
    const { vms, controls: disturbed } = silentBeyond(measured, definition.probes.longestGapMs);
    const gaps = vms.filter(owes);
    if (gaps.length > 0 && !tolerate) {
      // One that is still dark has the bypass flows back first.
      await guard();
      throw failure('PacketsLost', `${host}: ${gaps.map(tellLoss).join('; ')}.`);
    }
    const remark =
      disturbed.length > 0 ? ` The probe itself was disturbed: ${disturbed.map(tellLoss).join('; ')}.` : '';
    return { changed: false, summary: `${describeLoss(measured)}${remark}` };
  },
});

async function behindBypass(deps: Dependencies, open: OpenHost): Promise<() => Promise<void>> {
  const bypass = await readKeptBypass(deps, open);
  return () => stopBehindBypass(open, bypass);
}
