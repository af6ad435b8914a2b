import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteMachine } from '../../model/remote-command';
import { readProbeLoss } from '../../connectors/probes/read-loss';
import { beat, cancellation } from '../toolbox/heartbeat';
import { patienceFor } from './patience';

/** How many answers show that a target can be probed at all. */
const ANSWERS = 5;
const POLL_MS = 500;

export interface Baseline {
  readonly set: string;
  readonly names: readonly string[];
  /** Seconds by the probe machine's clock. */
  readonly since: number;
  readonly intervalMs: number;
  /** The least time that targets are given, in milliseconds; slow pings are given more. */
  readonly patienceMs: number;
}

/** Waits until every target has answered; those that have not when patience is over. */
export async function silentTargets(
  machine: RemoteMachine,
  { set, names, since, intervalMs, patienceMs }: Baseline,
): Promise<readonly string[]> {
  let silent = names;
  for (const end = Date.now() + patienceFor(ANSWERS, intervalMs, patienceMs); silent.length > 0 && Date.now() < end;) {
    const seen = await readProbeLoss(machine, set, names, { since, intervalMs });
    silent = seen.filter(({ sent, lost }) => sent - lost < ANSWERS).map(({ name }) => name);
    beat({ silent: silent.length });
    await sleep(POLL_MS, undefined, { signal: cancellation() });
  }
  return silent;
}
