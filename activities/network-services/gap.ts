import type { ServiceReport } from '../../model/report/service-report';

/** How the gap of a hand-over is measured. */
export interface Gap {
  /** Before the first stop, and again by a try that is taken up; false when the beginning was missed then. */
  begin(takenUp: boolean): Promise<boolean>;
  /** In milliseconds; null when nothing was measured. May be asked again. */
  measure(stoppedAt: number, until: number): Promise<number | null>;
  end(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();
const seen = (): Promise<boolean> => Promise.resolve(true);

export const UNMEASURED: Gap = { begin: seen, measure: () => Promise.resolve(null), end: nothing };

/** All the time from the first stop on: nobody serves meanwhile. */
export const SINCE_STOPPED: Gap = {
  begin: seen,
  measure: (stoppedAt, until) => Promise.resolve(Math.max(0, until - stoppedAt)),
  end: nothing,
};

/** The gap until then; the one that was measured when the service was handed over, if it was. */
export async function measureGap(
  { outcome, gapMs, stoppedAt }: ServiceReport,
  gap: Gap,
  until: number,
): Promise<number | null> {
  if (outcome !== 'unfinished') return gapMs;
  return stoppedAt === null ? null : gap.measure(Date.parse(stoppedAt), until);
}
