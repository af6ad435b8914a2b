import type { TargetLoss } from '../../model/loss';
import type { Plan } from '../../model/plan';
import type { PhaseName } from '../../model/phases';
import type { RunRef } from '../../model/run';
import type { ClusterDefinition } from '../../model/cluster';
import { silentBeyond } from '../../model/silent';
import { PROBES_LANE } from '../../plan/probes';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import type { Planner } from './plans';

/** What has to be done before a host may be taken alone. */
const ALIGNMENT: readonly PhaseName[] = ['images', 'compute', 'volumes', 'network', 'controllers'];

function ensuring(plan: Plan, phases: readonly PhaseName[], lane?: string): readonly string[] {
  return plan.phases
    .filter(({ name }) => phases.includes(name))
    .flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes))
    .filter(({ name }) => name !== PROBES_LANE && (lane === undefined || name === lane))
    .flatMap(({ steps }) => steps.filter(({ activity }) => activity.startsWith('ensure')).map(({ id }) => id));
}

/** Which hosts a canary takes, and how they bore it. */
export function createCanaryActivities(deps: Pick<Dependencies, 'readDefinition' | 'ledger'>, plan: Planner) {
  async function undone(definition: ClusterDefinition, steps: readonly string[]): Promise<readonly string[]> {
    const ledger = await deps.ledger(definition);
    const done = await Promise.all(steps.map((step) => ledger.readDone(definition.name, step)));
    return steps.filter((_, i) => done[i] === undefined);
  }

  return {
    /** The next `count` hypervisors that are not through `agents`, in the definition's order. */
    async readNextHosts({ run, count }: { run: RunRef; count: number }): Promise<{ hosts: readonly string[] }> {
      const definition = await deps.readDefinition(run.cluster);
      const whole = plan(definition, { phases: [...ALIGNMENT, 'hosts', 'agents'], hosts: null, seedFlows: true });
      const missing = await undone(definition, ensuring(whole, ALIGNMENT));
      if (missing.length > 0)
        throw failure(
          'NotAligned',
          `${run.cluster} is not aligned: ${missing.length} steps to do, first ${missing[0]}.`,
        );
      const hosts: string[] = [];
      for (const host of definition.hypervisors) {
        if (hosts.length >= count) break;
        if ((await undone(definition, ensuring(whole, ['agents'], host))).length > 0) hosts.push(host);
      }
      return { hosts };
    },

    /** What the VMs of these hosts lost, and the names of those that were silent beyond the definition's budget. */
    async readCanaryLoss({ run, hosts }: { run: RunRef; hosts: readonly string[] }): Promise<CanaryLoss> {
      const definition = await deps.readDefinition(run.cluster);
      const ledger = await deps.ledger(definition);
      const fact = await ledger.readFact(run.cluster, 'loss');
      const { vms = [], controls = [] } = (fact ?? {}) as unknown as Partial<Record<string, readonly TargetLoss[]>>;
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
