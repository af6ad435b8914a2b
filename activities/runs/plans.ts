import type { PhaseName } from '../../model/phases';
import type { GroupPage, TrackPage } from '../../model/plan/plan-page';
import type { PlannedPhase } from '../../model/plan/plan';
import type { RunRef, StoredFile } from '../../model/run';
import { listFirst } from '../../model/list-first';
import { createBuildPlan } from './build-plan';
import { pageOf } from './page';
import type { Planner, ReadOrder } from './planner';
import type { Dependencies } from '../dependencies';
import type { StepName } from '../steps/list';
import { tracksThrough } from './tracks-through';
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

  return {
    buildPlan: createBuildPlan(deps, plan, order, stored),

    /** Hosts that have finished `agents` are marked; the first page names them. */
    async readPlanGroups(input: {
      /** Not there in runs that began on an older version. */
      run?: RunRef;
      plan: StoredFile;
      phase: PhaseName;
      from: number;
    }): Promise<GroupPage> {
      const { cluster, phases } = await stored.read(input.plan);
      const groups = phases.find(({ name }) => name === input.phase)?.groups ?? [];
      const heads = groups.map(({ name, workflow, atOnce, lanes, trial }) => ({
        ...{ name, workflow, atOnce },
        ...(trial && { trial }),
        lanes: lanes.length,
        done: false,
      }));
      const { items, next } = pageOf(heads, input.from);
      // the first page tells of all
      const looked = input.from === 0 ? groups : groups.slice(input.from, input.from + items.length);
      const hosts = looked.filter(({ workflow }) => workflow === 'restartAgent').flatMap(({ lanes }) => lanes);
      if (hosts.length === 0) return { items, next };
      const ledger = await deps.ledger(await deps.readDefinition(cluster));
      const through = await tracksThrough(ledger, cluster, hosts);
      const leftAlone = input.from === 0 ? { leftAlone: listFirst([...through]) } : {};
      return { items: items.map((head) => ({ ...head, done: through.has(head.name) })), next, ...leftAlone };
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
