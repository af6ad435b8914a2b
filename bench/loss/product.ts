import { activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { AGENT_STEPS } from '../../activities/agents/steps';
import { NETWORK_STEPS } from '../../activities/network/steps';
import { HOST_STEPS } from '../../activities/hosts/steps';
import { PROBE_STEPS } from '../../activities/probes/steps';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dependencies } from '../../activities/dependencies';
import { readDefinition } from '../../config/read-definition';
import { createStore } from '../../connectors/store/store';
import type { ClusterDefinition } from '../../model/cluster';
import type { RunRef, StepInput, StepResult } from '../../model/run';
import { createDependencies } from '../../workers/dependencies';

/** 100 requests a second to each target. */
const INTERVAL_MS = 10;

type Call = (input: object) => Promise<StepResult>;

/** The product's own activities and undos on the lab, with the real ledger in the lab's MariaDB. */
export interface Product {
  readonly deps: Dependencies;
  readonly definition: ClusterDefinition;
  /** The step's id is also its place: `<phase>/<track>/<activity>`. */
  readonly step: (at: StepInput, activity: string, input?: object) => Promise<StepResult>;
  /** Undoes the steps of the phase `agents`, the newest first; those of this kind stay. */
  readonly undoAgents: (run: RunRef, except?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Where a step of the bench stands; `track` is a host, or whatever else the step is about. */
export function place(run: RunRef, phase: StepInput['phase'], track: string, name: string): StepInput {
  return { run, phase, step: `${phase}/${track}/${name}` };
}

export async function openProduct(): Promise<Product> {
  const lab = await readDefinition('lab');
  const definition: ClusterDefinition = {
    ...lab,
    probes: { ...lab.probes, intervalMs: INTERVAL_MS },
    // Here every VM is pinged to the end of the undo, whatever the step waits for.
    rollout: { ...lab.rollout, watchSeconds: 1 },
  };
  const folder = await mkdtemp(join(tmpdir(), 'stackleap-bench-loss-'));
  const { deps: real, close } = createDependencies('lab');
  const deps: Dependencies = {
    ...real,
    readDefinition: async () => Promise.resolve(definition),
    store: createStore(folder, 'lab'),
  };
  const activities = {
    ...activitiesOf(NETWORK_STEPS, deps),
    ...activitiesOf(HOST_STEPS, deps),
    ...activitiesOf(PROBE_STEPS, deps),
    ...activitiesOf(AGENT_STEPS, deps),
  } as unknown as Readonly<Record<string, Call>>;
  const undos = {
    ...undosOf(NETWORK_STEPS, deps),
    ...undosOf(HOST_STEPS, deps),
    ...undosOf(PROBE_STEPS, deps),
    ...undosOf(AGENT_STEPS, deps),
  };
  return {
    deps,
    definition,
    step: async (at, activity, input = {}) => {
      const call = activities[activity];
      if (call === undefined) throw new Error(`There is no activity ${activity}.`);
      return call({ ...at, ...input });
    },
    undoAgents: async (run, except = '') => {
      const ledger = await deps.ledger(definition);
      for (const entry of await ledger.readUndos(run.cluster, { limit: 500, phases: ['agents'] })) {
        if (entry.kind === except) continue;
        await undos[entry.kind]?.(entry, run);
        await ledger.closeUndo(run, entry.step);
      }
    },
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
