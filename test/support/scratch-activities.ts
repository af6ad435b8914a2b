import { type Activities, activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../activities/databases/steps';
import { closeDatabases, DATABASE_PARTS } from './databases';
import type { Dependencies } from '../../activities/dependencies';
import type { Database } from '../../connectors/mysql/database';
import type { ClusterDefinition } from '../../model/cluster';
import type { Undos } from '../../model/ledger';
import { findReleasePair } from '../../releases/register';
import { openScratchDatabase } from './scratch-server';
import { memoryLedger } from './memory-ledger';
import { createScratchCloud, type ScratchCloud, type ScratchOptions } from './scratch-cloud';

export interface Scratch {
  readonly database: Database;
  readonly cloud: ScratchCloud;
  readonly deps: Dependencies;
  readonly ledger: ReturnType<typeof memoryLedger>;
  readonly activities: Activities<typeof DATABASE_STEPS>;
  readonly undos: Undos;
  readonly run: { readonly id: string; readonly cluster: string; readonly datacenter: string };
  /** Dependencies that read another definition. */
  withDefinition(definition: ClusterDefinition): Dependencies;
  close(): Promise<void>;
}

/** A scratch cloud with the activities on it. One that cannot be made leaves no connection: Jest would wait for it without end. */
export async function openScratch(
  name: string,
  instances?: number,
  servers: Pick<ScratchOptions, 'source' | 'target'> = {},
): Promise<Scratch> {
  const database = await openScratchDatabase();
  const disconnect = async (): Promise<void> => {
    await closeDatabases();
    await database.close();
  };
  const cloud = await createScratchCloud(database, name, { instances, ...servers }).catch(async (error: unknown) => {
    await disconnect();
    throw error;
  });
  const ledger = memoryLedger();
  const withDefinition = (definition: ClusterDefinition): Dependencies => {
    const parts: Omit<Dependencies, 'machine' | 'store'> = {
      readDefinition: async () => Promise.resolve(definition),
      releasePair: findReleasePair,
      ledger: async () => Promise.resolve(ledger),
      ...DATABASE_PARTS,
    };
    // Nothing here reaches machines or the store.
    return parts as Dependencies;
  };
  const deps = withDefinition(cloud.definition);
  return {
    database,
    cloud,
    deps,
    ledger,
    activities: activitiesOf(DATABASE_STEPS, deps),
    undos: undosOf(DATABASE_STEPS, deps),
    run: { id: 'run-1', cluster: cloud.definition.name, datacenter: 'dc1' },
    withDefinition,
    close: async () => {
      await cloud.drop();
      await disconnect();
    },
  };
}
