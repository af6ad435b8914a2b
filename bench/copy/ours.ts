import { createDatabaseActivities } from '../../activities/databases/activities';
import type { Dependencies } from '../../activities/dependencies';
import { createLedger } from '../../connectors/ledger/ledger';
import type { ClusterDefinition } from '../../model/cluster';
import type { Lane, Step } from '../../model/plan';
import type { StepResult } from '../../model/run';
import { planCompute } from '../../plan/compute';
import { findReleasePair } from '../../releases/register';
import type { BenchServer } from './server';

const LEDGER = 'stackleap';

export interface Copied {
  /** From the source's tables to the target's, without the proof. */
  readonly copySeconds: number;
  readonly verifySeconds: number;
  /** The most memory that this process held meanwhile, in MiB. */
  readonly maxRssMb: number;
}

/** The product's own activities, in the plan's order and as many at once as the workflow lets run; `wanted` chooses mappings. */
export async function copyByStackLeap(
  definition: ClusterDefinition,
  { database }: BenchServer,
  wanted: (mapping: string) => boolean,
): Promise<Copied> {
  await database.run(`DROP DATABASE IF EXISTS ${LEDGER}`);
  const ledger = createLedger(database, LEDGER);
  const deps: Pick<Dependencies, 'readDefinition' | 'ledger' | 'releasePair'> = {
    readDefinition: () => Promise.resolve(definition),
    releasePair: findReleasePair,
    ledger: () => Promise.resolve(ledger),
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- activities differ in their inputs
  const activities: Record<string, (input: any) => Promise<StepResult>> = createDatabaseActivities(
    deps as Dependencies,
  );
  const run = { id: 'bench', cluster: definition.name, datacenter: definition.datacenter };
  const { name: phase, groups } = planCompute(definition);
  let maxRss = 0;
  const timer = setInterval(() => (maxRss = Math.max(maxRss, process.memoryUsage.rss())), 100);

  const carryOut = async (step: Step): Promise<void> => {
    for (let more = true; more;) {
      const result = await activities[step.activity]?.({ ...step.input, run, step: step.id, phase });
      more = result?.more !== undefined;
    }
  };
  const go = async (chosen: (step: Step) => boolean): Promise<number> => {
    const since = performance.now();
    for (const { lanes, atOnce } of groups)
      await inWindow(lanes.filter(wantedLane), atOnce, async ({ steps }) => {
        for (const step of steps.filter(chosen)) await carryOut(step);
      });
    return (performance.now() - since) / 1000;
  };
  const wantedLane = ({ steps }: Lane): boolean =>
    steps.every(({ input }) => typeof input['mapping'] !== 'string' || wanted(input['mapping']));
  try {
    const copySeconds = await go(({ activity }) => activity.startsWith('ensure'));
    const verifySeconds = await go(({ activity }) => activity === 'verifyRows');
    return { copySeconds, verifySeconds, maxRssMb: Math.round(maxRss / 1_048_576) };
  } finally {
    clearInterval(timer);
  }
}

async function inWindow<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const line = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, line));
}
