import type { Drawn } from './draw-outages';
import { recoveryFrom, type Fault } from './recovery';
import type { ChaosStage } from './stage';

const LOOK_MS = 200;

interface Struck extends Drawn {
  readonly overAt: number;
}

/** Lets each outage strike when its moment has come, one after the other, until the run is over; what was struck, and how soon it went on. */
export async function strikeInTurn(
  stage: ChaosStage,
  drawn: readonly Drawn[],
  over: AbortSignal,
): Promise<() => readonly Fault[]> {
  const struck: Struck[] = [];
  const left = new Set(drawn);
  while (!over.aborted && left.size > 0) {
    const begun = stage.boundaries().filter(({ event }) => event === 'start');
    const next = [...left].find((one) => begun.filter(({ phase }) => phase === one.phase).length >= one.after);
    if (next === undefined) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      continue;
    }
    left.delete(next);
    console.log(`  ${next.phase}: ${next.outage.fault} (${next.outage.where})`);
    await next.outage.strike(stage);
    struck.push({ ...next, overAt: Date.now() });
  }
  return () => {
    const boundaries = stage.boundaries();
    return struck.map(({ outage: { fault, where }, phase, overAt }) => ({
      ...{ fault, where, phase },
      secondsToRecover: recoveryFrom(overAt, boundaries),
    }));
  };
}
