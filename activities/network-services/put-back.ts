import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { NetworkService } from '../../model/network-services';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import type { ServiceReport } from '../../model/report/service-report';
import { measureGap, type Gap } from './gap';
import type { Back, OldSide } from './procedure';
import { readServiceFact, recordServiceFact } from './service-fact';

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

/** Brings the old side of a service back, as its undo. */
export async function putBack(
  deps: Dependencies,
  run: RunRef,
  definition: ClusterDefinition,
  service: NetworkService,
  { restore, gap }: OldSide,
): Promise<void> {
  const back = await restore();
  const ledger = await deps.ledger(definition);
  await notePutBack(ledger, run, await readServiceFact(ledger, run.cluster, service), gap, back);
}
