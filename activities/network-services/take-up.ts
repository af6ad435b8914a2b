import type { ServiceReport } from '../../model/report/service-report';

/** What a try of a hand-over finds when it begins. */
export interface Found extends Pick<ServiceReport, 'service' | 'machines' | 'networks'> {
  /** What the ledger has; it may tell of a hand-over that was undone since. */
  readonly known: ServiceReport | undefined;
  /** An earlier try has recorded the undo, which is open. */
  readonly tried: boolean;
  /** All new agents run, and such a try has started them. */
  readonly begun: boolean;
  /** In ISO 8601. */
  readonly now: string;
}

/** An earlier try was cut off between its first stop and its end. */
export function wasCutOff({ known, tried }: Pick<Found, 'known' | 'tried'>): boolean {
  return tried && known?.outcome === 'unfinished';
}

/**
 * What a try continues with. One whose worker was killed has left the moment of its first stop: the gap is counted from there, not
 * from the try that gets through. What was handed over already keeps the gap that was measured then.
 */
export function takeUp({ known, tried, begun, now, ...service }: Found): ServiceReport {
  if (known !== undefined && wasCutOff({ known, tried })) return { ...known, ...service };
  if (begun && known?.outcome === 'handed-over') return known;
  const stoppedAt = begun ? null : now;
  return { ...service, outcome: 'unfinished', stoppedAt, gapMs: null, backMs: null, renewed: [] };
}
