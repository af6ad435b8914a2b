import type { PhaseName } from '../../model/phases';
import type { GroupHead, GroupPage, Page, TrackPage, PlanReference } from '../../model/plan/plan-page';
import type { Group, Plan, PlannedPhase } from '../../model/plan/plan';
import type { Trial } from '../../model/plan/trial';
import type { RunRef, StoredFile } from '../../model/run';
import type { PlanOptions, UpgradeOptions } from '../../model/upgrade';
import type { ClusterDefinition } from '../../model/cluster';
import type { AntiAffinityGroup } from '../../model/plan/anti-affinity-group';
import { listFirst } from '../../model/list-first';
import { canonicalJson } from '../../model/plan/canonical-json';
import { pageOf } from './page';
import type { Dependencies } from '../dependencies';
import type { StepName } from '../steps/list';
import { failure } from '../toolbox/failure';
import { tracksThrough } from './tracks-through';
import { turnsLeft } from './turns-left';
import { StoredPlans } from './stored-plan';
import { unknownHost } from './unknown-host';

/** Makes the plan of an upgrade; pure. */
export type Planner = (
  definition: ClusterDefinition,
  options: PlanOptions,
  groups?: readonly AntiAffinityGroup[],
  trials?: readonly Trial[],
) => Plan;

/** Reads what keeps hosts apart in the order of the agents; rejects when it cannot be read. */
export type ReadAntiAffinity = (
  definition: ClusterDefinition,
) => Promise<{ readonly groups: readonly AntiAffinityGroup[] }>;

/** Reads which of these hypervisors go before the others of their kind; rejects when that cannot be read. */
export type ReadTrials = (definition: ClusterDefinition, hosts: readonly string[]) => Promise<readonly Trial[]>;

/** What a plan is made from, beside the definition. */
export interface ReadOrder {
  readonly readAntiAffinity: ReadAntiAffinity;
  readonly readTrials: ReadTrials;
}

/** The plan into the store, and out of it in pages. */
export function createPlanActivities(
  deps: Pick<Dependencies, 'readDefinition' | 'ledger' | 'store'>,
  plan: Planner,
  { readAntiAffinity, readTrials }: ReadOrder,
) {
  const stored = new StoredPlans(deps.store);

  async function phaseOf(file: StoredFile, name: PhaseName): Promise<PlannedPhase<StepName> | undefined> {
    return (await stored.read(file)).phases.find((phase) => phase.name === name);
  }

  async function withCanaries(
    cluster: string,
    groups: readonly Group[],
    from: number,
    page: Page<GroupHead>,
  ): Promise<Page<GroupHead>> {
    const at = page.items.findIndex(({ canaries }) => canaries === true);
    if (at === -1) return page;
    const ledger = await deps.ledger(await deps.readDefinition(cluster));
    const done = !(await turnsLeft(ledger, cluster, groups.slice(from + at)));
    return { ...page, items: page.items.map((head, i) => (i === at ? { ...head, done } : head)) };
  }

  return {
    /** Builds and stores the plan; or takes the stored one whose digest the options name. */
    async buildPlan({ run, options }: { run: RunRef; options: UpgradeOptions }): Promise<PlanReference> {
      if (options.plan !== null) {
        const given = await stored.read({ sha256: options.plan });
        if (given.cluster !== run.cluster)
          throw failure(
            'InvalidInput',
            `The plan ${options.plan} is for cluster ${given.cluster}, not ${run.cluster}.`,
          );
        const file = { datacenter: run.datacenter, path: '', sha256: options.plan };
        return reference(given, file);
      }
      const definition = await deps.readDefinition(run.cluster);
      // Without them hosts of one group would be taken in a row: rather no plan.
      const { groups } = options.phases.includes('agents') ? await readAntiAffinity(definition) : { groups: [] };
      const hosts = options.hosts ?? definition.hypervisors;
      const trials = options.phases.includes('hosts') ? await readTrials(definition, hosts) : [];
      const made = plan(definition, options, groups, trials);
      const file = await deps.store.put(canonicalJson(made));
      if (options.hosts === null) return reference(made, file);
      const { sha256 } = await deps.store.put(canonicalJson(options.hosts));
      return { ...reference(made, file), hosts: { sha256, count: options.hosts.length } };
    },

    /**
     * Hosts that have finished `agents` are marked; the first page names them. So is what stands behind canaries where all hosts after it
     * have finished the phase.
     */
    async readPlanGroups(input: {
      /** Not there in runs that began on an older version. */
      run?: RunRef;
      plan: StoredFile;
      phase: PhaseName;
      from: number;
    }): Promise<GroupPage> {
      const { cluster, phases } = await stored.read(input.plan);
      const groups = phases.find(({ name }) => name === input.phase)?.groups ?? [];
      const heads = groups.map(({ name, workflow, atOnce, lanes, trial, canaries }) => ({
        ...{ name, workflow, atOnce },
        ...(trial && { trial }),
        ...(canaries && { canaries }),
        lanes: lanes.length,
        done: false,
      }));
      const { items, next } = await withCanaries(cluster, groups, input.from, pageOf(heads, input.from));
      // the first page tells of all
      const looked = input.from === 0 ? groups : groups.slice(input.from, input.from + items.length);
      const hosts = looked.filter(({ workflow }) => workflow === 'restartAgent').flatMap(({ lanes }) => lanes);
      if (hosts.length === 0) return { items, next };
      const ledger = await deps.ledger(await deps.readDefinition(cluster));
      const through = await tracksThrough(ledger, cluster, hosts);
      const leftAlone = input.from === 0 ? { leftAlone: listFirst([...through]) } : {};
      const marked = items.map((head) => ({ ...head, done: head.done === true || through.has(head.name) }));
      return { items: marked, next, ...leftAlone };
    },

    /** Why an operator's command cannot be about this host; null when it can. */
    async readHostObjection(input: { run?: RunRef; plan: StoredFile; host: string }): Promise<string | null> {
      return unknownHost(await stored.read(input.plan), input.host) ?? null;
    },

    /** Hosts of a batch that have finished it are marked. */
    async readPlanLanes(input: {
      run?: RunRef;
      plan: StoredFile;
      phase: PhaseName;
      group: string;
      from: number;
    }): Promise<TrackPage<StepName>> {
      const phase = await phaseOf(input.plan, input.phase);
      const group = phase?.groups.find(({ name }) => name === input.group);
      const { items, next } = pageOf(group?.lanes ?? [], input.from);
      if (group?.workflow !== 'upgradeHostBatch') return { items, next };
      const { cluster } = await stored.read(input.plan);
      const through = await tracksThrough(await deps.ledger(await deps.readDefinition(cluster)), cluster, items);
      return { items: items.map((track) => (through.has(track.name) ? { ...track, done: true } : track)), next };
    },
  };
}

function reference(plan: Plan, file: StoredFile): PlanReference {
  const phases = plan.phases.map(({ name, groups }) => ({
    name,
    groups: groups.length,
    steps: groups.reduce((sum, { lanes }) => sum + lanes.reduce((n, { steps }) => n + steps.length, 0), 0),
  }));
  const { failureBudget, version } = plan;
  return {
    ...{ file, phases },
    ...(failureBudget !== undefined && { failureBudget }),
    ...(version !== undefined && { version }),
  };
}
