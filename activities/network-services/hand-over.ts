import type { Ledger } from '../../model/ledger';
import type { RunRef, StepInput } from '../../model/run';
import type { ServiceReport } from '../../model/report/service-report';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { isSuperseded } from '../toolbox/heartbeat';
import type { Access } from '../toolbox/access';
import { selectUnits } from '../toolbox/switch-units';
import { measureGap, type Gap } from './gap';
import type { Back, Procedure } from './procedure';
import { notePutBack } from './put-back';
import { readServiceFact, recordServiceFact } from './service-fact';
import { takeUp, wasCutOff, type Found } from './take-up';
import { startNew } from './units-before';

export interface HandedOver {
  readonly changed: boolean;
  readonly report: ServiceReport;
}

/**
 * Stops the old side of a service, starts the new one and proves that it serves; if it does not, the old side is put back at once
 * and the step fails. How it went becomes a fact for the report.
 */
export async function handOver<Before>(
  deps: Dependencies,
  { definition, ledger }: Pick<Access, 'definition' | 'ledger'>,
  input: StepInput,
  procedure: Procedure<Before>,
): Promise<HandedOver> {
  const { run } = input;
  const { service, agents } = procedure;
  const standing = await procedure.undo.readOpen(ledger, input);
  const due = await selectUnits(deps, definition, agents, false);
  const begun = standing !== undefined && due.length === 0;
  const before = standing ?? (await procedure.undo.record(ledger, input, await procedure.observe()));
  const { networks, gap, prepare, stopOld, prove, restore } = await procedure.open(before);
  if (!begun) await prepare?.();
  const machines = agents.map(({ host }) => host);
  const report = await openReport(ledger, run, gap, {
    service,
    machines,
    networks,
    tried: standing !== undefined,
    begun,
  });
  const renewed: string[] = [];
  const putBack = async (): Promise<Back> => {
    const back = await restore();
    // A ledger that does not answer must not hide why the new side did not serve.
    await notePutBack(ledger, run, { ...report, renewed }, gap, back).catch(() => undefined);
    return back;
  };
  let problem: string | undefined;
  try {
    if (!begun) {
      await stopOld();
      await startNew(deps, definition, agents);
    }
    problem = await prove((network) => renewed.push(network));
  } catch (error) {
    // Another attempt may be proving the new side by now.
    if (!isSuperseded()) await putBack();
    throw error;
  }
  if (problem !== undefined) {
    if (isSuperseded()) throw failure('HandOverFailed', `${procedure.title}: ${problem}. Another attempt continues.`);
    const { title, servers } = procedure;
    const { ms, served } = await putBack();
    const back = served ? `were back after ${(ms / 1000).toFixed(1)} s` : 'had not run, and do not run now';
    throw failure('HandOverFailed', `${title}: ${problem}. The old ${servers} ${back}.`);
  }
  const gapMs = await measureGap(report, gap, Date.now());
  const proven = { ...report, outcome: 'handed-over', gapMs, renewed } as const;
  await recordServiceFact(ledger, run, proven);
  await gap.end();
  return { changed: !begun, report: proven };
}

/** Notes the moment of the first stop before anything is stopped: whoever takes the step up knows the true gap. */
async function openReport(
  ledger: Ledger,
  run: RunRef,
  gap: Gap,
  found: Omit<Found, 'known' | 'now'>,
): Promise<ServiceReport> {
  const known = await readServiceFact(ledger, run.cluster, found.service);
  const report = takeUp({ ...found, known, now: new Date().toISOString() });
  if (report.outcome === 'handed-over') return report;
  const whole = await gap.begin(wasCutOff({ ...found, known }));
  const opened = { ...report, stoppedAt: whole ? report.stoppedAt : null };
  await recordServiceFact(ledger, run, opened);
  return opened;
}
