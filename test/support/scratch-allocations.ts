import { CONTROLLER_STEPS } from '../../activities/controllers/steps';
import type { Dependencies } from '../../activities/dependencies';
import { activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { readInventories, writeInventories, type Resources } from '../../connectors/openstack/placement-api';
import type { Database } from '../../connectors/mysql/database';
import type { StepResult } from '../../model/run';
import { findReleasePair } from '../../releases/register';
import { closeDatabases, DATABASE_PARTS } from './databases';
import { memoryLedger, type MemoryLedger } from './memory-ledger';
import { undoAll } from './run-plan';
import { startPlacement, type ScratchPlacement } from './scratch-placement';
import { openScratchDatabase } from './scratch-server';
import { createSteinNova, type SteinNova } from './stein-nova';

export const RUN = { id: 'run-1', cluster: 'scratch', datacenter: 'dc1' };
/** Enough for all that a test puts there. */
export const LARGE = { VCPU: 1000, MEMORY_MB: 1_000_000, DISK_GB: 10_000, CUSTOM_LICENCE: 10 };

/** Stein's Placement and tables of its Nova, and the step that allocates. */
export interface ScratchAllocations {
  readonly database: Database;
  readonly nova: SteinNova;
  readonly placement: ScratchPlacement;
  readonly ledger: MemoryLedger;
  /** Carries the step out for these hosts, with Placement at its own address or at another one. */
  allocate(hosts: readonly string[], url?: string): Promise<StepResult>;
  undo(): Promise<string[]>;
  /** A host that nova-compute has reported, with what Placement knows of it; answers its provider. */
  addHost(host: string, totals: Resources): Promise<string>;
  limitsOf(provider: string): Promise<unknown>;
  /** A host's allocations. */
  linesOf(host: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openAllocations(name: string): Promise<ScratchAllocations> {
  const ledger = memoryLedger();
  const database = await openScratchDatabase();
  const nova = await createSteinNova(database, name);
  const placement = await startPlacement(database, nova.definition, name);
  const { session, definition } = placement;
  await session.call('placement', 'PUT', '/resource_classes/CUSTOM_LICENCE');
  const depsAt = (url = placement.url): Dependencies => {
    const identity = { ...definition.target.identity, url: `${url}/v3` };
    const parts = {
      readDefinition: async () => Promise.resolve({ ...definition, target: { ...definition.target, identity } }),
      releasePair: findReleasePair,
      ledger: async () => Promise.resolve(ledger),
      ...DATABASE_PARTS,
    };
    // Nothing here reaches machines or the store.
    return parts as Partial<Dependencies> as Dependencies;
  };
  return {
    ...{ database, nova, placement, ledger },
    allocate: (hosts, url) => {
      const input = { run: RUN, step: `hosts/${hosts.join()}/allocations`, phase: 'hosts', hosts } as const;
      return activitiesOf(CONTROLLER_STEPS, depsAt(url)).ensureAllocationsHealed(input);
    },
    undo: () => undoAll(ledger, undosOf(CONTROLLER_STEPS, depsAt()), RUN),
    addHost: async (host, totals) => {
      const uuid = await nova.addNode(host);
      await session.call('placement', 'POST', '/resource_providers', { uuid, name: host });
      const inventories = Object.entries(totals).map(([name, total]) => [
        name,
        { total, reserved: 0, min_unit: 1, max_unit: total, step_size: 1, allocation_ratio: 1.1 },
      ]);
      const made = { resource_provider_generation: 0, inventories: Object.fromEntries(inventories) };
      await writeInventories(session, uuid, made);
      return uuid;
    },
    limitsOf: async (provider) => (await readInventories(session, provider))?.inventories,
    linesOf: async (host) => (await placement.allocations()).filter((line) => line.split(' ')[1] === host),
    close: async () => {
      await placement.close();
      await nova.drop();
      await closeDatabases();
      await database.close();
    },
  };
}
