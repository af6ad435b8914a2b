import type { Ledger } from '../../model/ledger';
import type { PhaseName } from '../../model/phases';
import type { RunRef } from '../../model/run';
import { defineFacts } from '../define/fact';
import { currentContext } from '../toolbox/heartbeat';

/** A bad verdict on canaries, in milliseconds since the epoch by the worker's clock. */
interface Look {
  readonly at: number;
  /** From when on it looked, and which activity that was. */
  readonly from: number;
  readonly by: string;
}

/** By phase. */
const lookFacts = defineFacts<Look>('canaries/');

/** From when on canaries are to be looked at: what a bad verdict has named is not held against them again. 0 where there was none. */
export async function readLookFrom(ledger: Ledger, cluster: string, phase: PhaseName): Promise<number> {
  const look = await lookFacts.of(phase).read(ledger, cluster);
  if (look === undefined) return 0;
  // another attempt of the one that was killed before it could say so
  return look.by !== '' && look.by === activity() ? look.from : look.at;
}

/** Notes a bad verdict on what was looked at `from` this moment on until `at`. */
export async function noteBadLook(
  ledger: Ledger,
  run: RunRef,
  phase: PhaseName,
  { from, at }: Pick<Look, 'from' | 'at'>,
): Promise<void> {
  await lookFacts.of(phase).record(ledger, run, { at, from, by: activity() });
}

/** What the attempts of one activity have in common; '' outside of one. */
function activity(): string {
  const info = currentContext()?.info;
  return info === undefined ? '' : `${info.workflowExecution?.runId ?? ''}/${info.activityId}`;
}
