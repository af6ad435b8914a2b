import { lossFact, type Loss } from '../probes/loss-fact';
import { countGuests } from '../guests/count-guests';
import { type CanaryEvent, type CanaryRecord, goodInARow, nextSize, recordAfter } from '../../model/canary/record';
import { orderHosts } from '../../model/canary/order-hosts';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { Track, Plan } from '../../model/plan/plan';
import type { PhaseName } from '../../model/phases';
import { PROBES_TRACK } from '../../model/names';
import type { RunRef } from '../../model/run';
import { silentBeyond } from '../../model/report/silent';
import { defineFact } from '../define/fact';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { targetStatements } from '../toolbox/statements';
import { ensuringSteps, tracksThrough } from './plans/tracks-through';
import type { Planner } from './plans/planner';

/** What has to be done before a host may be taken alone. */
const ALIGNMENT: readonly PhaseName[] = ['images', 'compute', 'volumes', 'network', 'controllers'];

const recordFact = defineFact<CanaryRecord>('canary');

export interface NextHosts {
  readonly hosts: readonly string[];
  /** Good canaries in a row before this one. */
  readonly good: number;
}

/** Which hosts a canary takes, how they bore it, and what becomes of it. */
export function createCanaryActivities(
  deps: Pick<Dependencies, 'readDefinition' | 'ledger' | 'databases'>,
  plan: Planner,
) {
  return {
    /**
     * The hypervisors that a canary takes: those of `named`, else the next ones, of which there are `count`, or as many as the good
     * canaries before it allow (null). Who is through `agents` is left out.
     */
    async readNextHosts(input: {
      run: RunRef;
      count: number | null;
      named?: readonly string[] | null;
    }): Promise<NextHosts> {
      const { run, count, named = null } = input;
      const definition = await deps.readDefinition(run.cluster);
      const ledger = await deps.ledger(definition);
      const whole = plan(definition, { phases: [...ALIGNMENT, 'hosts', 'agents'], hosts: null, seedFlows: true });
      await requireAligned(ledger, run.cluster, whole);
      const through = await tracksThrough(ledger, run.cluster, tracksOf(whole, ['agents']));
      const good = goodInARow(await recordFact.read(ledger, run.cluster), through);
      if (named !== null) return { hosts: named.filter((host) => !through.has(host)), good };
      const due = definition.hypervisors.filter((host) => !through.has(host));
      const wanted = count ?? nextSize(definition.canary ?? { sizes: [1] }, good);
      return { hosts: (await inOrder(definition, due)).slice(0, wanted), good };
    },

    /** What the VMs of these hosts lost, and the names of those that were silent beyond the definition's budget. */
    async readCanaryLoss({ run, hosts }: { run: RunRef; hosts: readonly string[] }): Promise<CanaryLoss> {
      const definition = await deps.readDefinition(run.cluster);
      const ledger = await deps.ledger(definition);
      const { vms = [], controls = [] }: Partial<Loss> = (await lossFact.read(ledger, run.cluster)) ?? {};
      const targets = vms.filter(({ host }) => hosts.includes(host));
      return {
        sent: targets.reduce((sum, { sent }) => sum + sent, 0),
        lost: targets.reduce((sum, { lost }) => sum + lost, 0),
        bad: silentBeyond({ vms: targets, controls }, definition.probes.longestGapMs).vms.map(({ name }) => name),
      };
    },

    /** Keeps what becomes of a canary: the next one's size depends on it. */
    async recordCanary({ run, event }: { run: RunRef; event: CanaryEvent }): Promise<void> {
      const ledger = await deps.ledger(await deps.readDefinition(run.cluster));
      const record = await recordFact.read(ledger, run.cluster);
      await recordFact.record(ledger, run, recordAfter(record, event));
    },
  };

  /** Those that the definition calls canaries first; the others as it says, by default in its order. */
  async function inOrder(definition: ClusterDefinition, due: readonly string[]): Promise<readonly string[]> {
    const { canary, rollout, target } = definition;
    if (canary === undefined) return due;
    const count = async () => countGuests(targetStatements(deps, definition), target.databases.nova);
    const guests = canary.order === 'leastLoaded' ? await count() : null;
    return orderHosts({ due, first: rollout.canaries, guests });
  }
}

function tracksOf(plan: Plan, phases: readonly PhaseName[]): readonly Track[] {
  return plan.phases
    .filter(({ name }) => phases.includes(name))
    .flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes))
    .filter(({ name }) => name !== PROBES_TRACK);
}

async function requireAligned(ledger: Ledger, cluster: string, whole: Plan): Promise<void> {
  const aligning = tracksOf(whole, ALIGNMENT).flatMap(ensuringSteps);
  const done = await ledger.readDoneOf(cluster, aligning);
  const missing = aligning.filter((step) => !done.has(step));
  if (missing.length > 0)
    throw failure('NotAligned', `${cluster} is not aligned: ${missing.length} steps to do, first ${missing[0]}.`);
}

export interface CanaryLoss {
  readonly sent: number;
  readonly lost: number;
  readonly bad: readonly string[];
}
