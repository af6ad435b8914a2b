import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import type { ServiceReport } from '../../model/report/service-report';
import { measureGap, type Gap } from './gap';
import type { Back } from './procedure';
import { recordServiceFact } from './service-fact';

/** Notes that the old side of a service serves again; once, also where its undo is repeated. */
export async function notePutBack(
  ledger: Ledger,
  run: RunRef,
  known: ServiceReport | undefined,
  gap: Gap,
  back: Back,
): Promise<void> {
  if (known === undefined || known.outcome === 'put-back') return;
  // A figure that can't be had is no reason to fail: the old side serves, and a watch ends by itself.
  const gapMs = await measureGap(known, gap, back.at).catch(() => null);
  await gap.end().catch(() => undefined);
  await recordServiceFact(ledger, run, { ...known, outcome: 'put-back', gapMs, backMs: back.ms });
}
