import { lossFact, type Loss } from '../probes/loss-fact';
import type { Track, Plan } from '../../model/plan/plan';
import type { PhaseName } from '../../model/phases';
import { PROBES_TRACK } from '../../model/names';
import type { RunRef } from '../../model/run';
import { silentBeyond } from '../../model/report/silent';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { ensuringSteps, tracksThrough } from './tracks-through';
import type { Planner } from './plans';

/** What has to be done before a host may be taken alone. */
const ALIGNMENT: readonly PhaseName[] = ['images', 'compute', 'volumes', 'network', 'controllers'];

function tracksOf(plan: Plan, phases: readonly PhaseName[]): readonly Track[] {
  return plan.phases
    .filter(({ name }) => phases.includes(name))
    .flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes))
    .filter(({ name }) => name !== PROBES_TRACK);
}

/** Which hosts a canary takes, and how they bore it. */
export function createCanaryActivities(deps: Pick<Dependencies, 'readDefinition' | 'ledger'>, plan: Planner) {
  return {
    /** The next `count` hypervisors that are not through `agents`, in the definition's order. */
    async readNextHosts({ run, count }: { run: RunRef; count: number }): Promise<{ hosts: readonly string[] }> {
      const definition = await deps.readDefinition(run.cluster);
      const ledger = await deps.ledger(definition);
      const whole = plan(definition, { phases: [...ALIGNMENT, 'hosts', 'agents'], hosts: null, seedFlows: true });
      const aligning = tracksOf(whole, ALIGNMENT).flatMap(ensuringSteps);
      const done = await ledger.readDoneOf(run.cluster, aligning);
      const missing = aligning.filter((step) => !done.has(step));
      if (missing.length > 0)
        throw failure(
          'NotAligned',
          `${run.cluster} is not aligned: ${missing.length} steps to do, first ${missing[0]}.`,
        );
      const through = await tracksThrough(ledger, run.cluster, tracksOf(whole, ['agents']));
      return { hosts: definition.hypervisors.filter((host) => !through.has(host)).slice(0, count) };
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
  };
}

export interface CanaryLoss {
  readonly sent: number;
  readonly lost: number;
  readonly bad: readonly string[];
}
