import { resolveSecret } from '../../config/secrets';
import { createMachines } from '../../connectors/ssh/machines';
import type { Dependencies, Store } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import { findReleasePair } from '../../releases/register';
import { DATABASE_PARTS } from './databases';
import { LAB_DEFINITION } from './lab-definition';
import { memoryLedger } from './memory-ledger';

const refuse = (): Promise<never> => Promise.reject(new Error('no store'));
const NO_STORE: Store = { put: refuse, putPieces: refuse, get: refuse };

/** The lab's real machines over the real ssh connector, with a ledger in memory; close it after the tests, and the databases, too. */
export function labMachines(definition: ClusterDefinition = LAB_DEFINITION, store: Store = NO_STORE) {
  const machines = createMachines({ readSecret: resolveSecret });
  const ledger = memoryLedger();
  const deps: Dependencies = {
    readDefinition: () => Promise.resolve(definition),
    releasePair: findReleasePair,
    ledger: () => Promise.resolve(ledger),
    ...DATABASE_PARTS,
    store,
    machine: (cluster, name) => machines.machine(cluster, name),
  };
  return { deps, ledger, machine: (name: string) => machines.machine(definition, name), close: () => machines.close() };
}
