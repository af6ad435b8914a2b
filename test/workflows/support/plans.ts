import type { PhaseName } from '../../../model/phases';
import type { Group, GroupWorkflow, Track, Plan, PlannedPhase } from '../../../model/plan/plan';
import type { PlanOptions } from '../../../model/upgrade';

export function track(phase: PhaseName, name: string, count: number, activity = 'ensureThing'): Track {
  const steps = Array.from({ length: count }, (_, i) => ({
    id: `${phase}/${name}/step${i + 1}`,
    activity,
    summary: `Step ${i + 1} of ${name}`,
    input: {},
  }));
  return { name, steps };
}

export function phase(
  name: PhaseName,
  tracks: readonly Track[],
  { workflow = 'inline', atOnce = 1 }: { workflow?: GroupWorkflow; atOnce?: number } = {},
): PlannedPhase {
  return { name, groups: [{ name: 'all', workflow, atOnce, lanes: tracks }] };
}

const hosts = ['compute1', 'compute2', 'compute3'];

/** What a run is asked to do of a plan: these phases; of those in which a track is a host, what these hosts need. */
export function partOf(plan: Plan, { phases, hosts }: Pick<PlanOptions, 'phases' | 'hosts'>): Plan {
  const asked = plan.phases.filter(({ name }) => phases.includes(name));
  return { ...plan, phases: hosts === null ? asked : asked.map((one) => ofHosts(one, hosts)) };
}

function ofHosts(one: PlannedPhase, wanted: readonly string[]): PlannedPhase {
  if (one.name !== 'hosts' && one.name !== 'agents') return one;
  const groups = one.groups
    .map((group) => ({ ...group, lanes: group.lanes.filter(({ name }) => wanted.includes(name)) }))
    .filter(({ lanes }) => lanes.length > 0);
  return { ...one, groups };
}

/** All phases with a step or two each, in the shape of a real plan: batches of hosts, agents one by one. */
export function wholePlan(): Plan {
  const agents: readonly Group[] = hosts.map((host) => ({
    name: host,
    workflow: 'restartAgent',
    atOnce: 1,
    lanes: [track('agents', host, 2)],
  }));
  return {
    cluster: 'blue',
    datacenter: 'dc1',
    pair: 'liberty-to-stein',
    phases: [
      phase('preflight', [track('preflight', 'control', 1, 'readThingBlockers')]),
      phase('freeze', [track('freeze', 'apis', 1)]),
      phase('images', [track('images', 'images', 2)], { workflow: 'alignDatabases' }),
      phase('network', [track('network', 'neutron', 1)], { workflow: 'recreateNetwork' }),
      phase(
        'hosts',
        hosts.map((host) => track('hosts', host, 2)),
        { workflow: 'upgradeHostBatch', atOnce: 2 },
      ),
      { name: 'agents', groups: agents },
      phase('verify', [track('verify', 'checks', 1, 'verifyThing')]),
      phase('open', [track('open', 'apis', 1)]),
      phase('finalize', [track('finalize', 'remains', 1)]),
    ],
  };
}

/** Proofs around what is ensured, as a real host has them. */
const STEPS_OF_AGENT = ['verifyThing', 'ensureThing', 'verifyThing', 'ensureThing'];

export function agentOf(host: string): Group {
  const steps = STEPS_OF_AGENT.flatMap((activity, i) =>
    track('agents', host, STEPS_OF_AGENT.length, activity).steps.slice(i, i + 1),
  );
  return { name: host, workflow: 'restartAgent', atOnce: 1, lanes: [{ name: host, steps }] };
}

/** Ids of the steps of `agentOf`, from one on. */
export function stepsOfAgent(host: string, from = 1): readonly string[] {
  return STEPS_OF_AGENT.map((_, i) => `agents/${host}/step${i + 1}`).slice(from - 1);
}

export function planOf(...phases: readonly PlannedPhase[]): Plan {
  return { ...wholePlan(), phases };
}
