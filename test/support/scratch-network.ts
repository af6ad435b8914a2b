import type { Connection } from 'mysql2/promise';
import { type Activities, activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../activities/network/steps';
import type { Dependencies } from '../../activities/dependencies';
import { openSession } from '../../activities/toolbox/open-session';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { Row } from '../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../model/cluster';
import type { StepInput } from '../../model/run';
import { identifier } from '../../model/quote';
import { planNetwork } from '../../plan/network';
import { findReleasePair } from '../../releases/register';
import { closeDatabases, DATABASE_PARTS, targetQuery } from './databases';
import { memoryLedger, type MemoryLedger } from './memory-ledger';
import { openOddNeutron } from './odd-neutron';
import { copyStructure } from './copy-structure';
import { startNeutron } from './scratch-neutron';
import { openScratchDatabase, scratchDefinition, scratchServer } from './scratch-server';

const STEPS = planNetwork().groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps));
const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };

/** Those that need machines or Nova. */
const LEFT_OUT = new Set<string>(['readPlugs', 'ensureInfoCachesFilled', 'verifyInfoCaches']);

/** The steps of the phase that change the new Neutron or prove it, in the plan's order. */
const CARRIED_OUT = STEPS.map(({ activity }) => activity).filter((activity) => !LEFT_OUT.has(activity));

type Changed = { readonly changed: boolean; readonly summary: string };

/** The lab's and the odd rows of an old Neutron, and Stein's real neutron-server, both on the scratch MariaDB. */
export interface ScratchNetwork {
  readonly definition: ClusterDefinition;
  readonly deps: Dependencies;
  readonly activities: Activities<typeof NETWORK_STEPS>;
  readonly ledger: MemoryLedger;
  readonly api: NetworkApi;
  /** What neutron-server has logged. */
  readonly log: () => string;
  /** Statements on the old Neutron, whose schema is selected. */
  readonly old: Connection;
  /** Statements on the new Neutron; `{db}` is its schema. */
  readonly now: (sql: string) => Promise<readonly Row[]>;
  run(activity: string): Promise<Changed>;
  /** What a step of the plan gets. */
  inputOf(activity: string): StepInput;
  /** Carries out all steps; names those that have changed something. */
  runAll(): Promise<readonly string[]>;
  undoAll(): Promise<void>;
  blockers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

function inputOf(activity: string): StepInput {
  const step = STEPS.find((known) => known.activity === activity)?.id ?? 'network/neutron/none';
  return { run: RUN, step, phase: 'network' };
}

export async function openScratchNetwork(name: string): Promise<ScratchNetwork> {
  const scratch = scratchDefinition();
  const schema = `test_${name}_${process.pid}_new`;
  const database = await openScratchDatabase();
  await database.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
  await copyStructure(scratchServer(), scratch.target.databases.neutron, schema);
  const neutron = await startNeutron(scratchServer(), schema);
  const odd = await openOddNeutron(name, { routed: true, lab: scratch });
  const definition: ClusterDefinition = {
    ...odd.definition,
    network: { ...odd.definition.network, create: ['routers', 'floatingIps'] },
    target: {
      ...odd.definition.target,
      identity: { ...odd.definition.target.identity, url: neutron.keystone, password: 'env:PATH' },
      databases: { ...odd.definition.target.databases, neutron: schema },
    },
  };
  const ledger = memoryLedger();
  const parts: Omit<Dependencies, 'machine' | 'store'> = {
    readDefinition: async () => Promise.resolve(definition),
    releasePair: findReleasePair,
    ledger: async () => Promise.resolve(ledger),
    ...DATABASE_PARTS,
  };
  // Nothing here reaches machines or the store.
  const deps = parts as Dependencies;
  const activities = activitiesOf(NETWORK_STEPS, deps);
  const api = new NetworkApi(await openSession(definition));
  // The first listing makes the administrator's own default group.
  await api.list('security_group');
  const run = (activity: string): Promise<Changed> => activities[activity as 'ensurePorts'](inputOf(activity));
  return {
    ...{ definition, deps, activities, ledger, api, log: neutron.log, old: odd.connection, run, inputOf },
    now: (sql) => targetQuery(definition)(sql.replaceAll('{db}', identifier(schema))),
    runAll: async () => {
      const changed: string[] = [];
      for (const activity of CARRIED_OUT) if ((await run(activity)).changed) changed.push(activity);
      return changed;
    },
    undoAll: async () => {
      const undos = undosOf(NETWORK_STEPS, deps);
      for (let entry = ledger.undos[0]; entry !== undefined; entry = ledger.undos[0]) {
        await undos[entry.kind]?.(entry, RUN);
        await undos[entry.kind]?.(entry, RUN);
        await ledger.closeUndo(RUN, entry.step);
      }
    },
    blockers: async () =>
      (await activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' })).blockers.map(
        ({ message }) => message,
      ),
    close: async () => {
      await odd.drop();
      await neutron.stop();
      await database.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
      await database.close();
      await closeDatabases();
    },
  };
}
