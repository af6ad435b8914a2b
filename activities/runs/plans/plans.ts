import type { PhaseName } from '../../../model/phases';
import type { GroupHead, GroupPage, Page, TrackPage } from '../../../model/plan/plan-page';
import type { Group, PlannedPhase } from '../../../model/plan/plan';
import type { RunRef, StoredFile } from '../../../model/run';
import { listFirst } from '../../../model/list-first';
import { createBuildPlan } from './build-plan';
import { pageOf } from './page';
import type { Planner, ReadOrder } from './planner';
import type { Dependencies } from '../../dependencies';
import type { StepName } from '../../steps/list';
import { tracksThrough } from './tracks-through';
import { turnsLeft } from './turns-left';
import { StoredPlans } from './stored-plan';
import { unknownHost } from './unknown-host';

/** The plan into the store, and out of it in pages. */
export function createPlanActivities(
  deps: Pick<Dependencies, 'readDefinition' | 'ledger' | 'store'>,
  plan: Planner,
  order: ReadOrder,
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
    buildPlan: createBuildPlan(deps, plan, order, stored),

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
