import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/command';
import type { Ledger } from '../../model/ledger';
import { memoryStore } from './memory-store';

/** Of activities that only know one machine. */
export function dependenciesOn(machine: RemoteMachine, definition: ClusterDefinition, ledger: Ledger): Dependencies {
  return {
    readDefinition: async () => definition,
    releasePair: () => undefined,
    ledger: async () => ledger,
    store: memoryStore(),
    machine: async () => machine,
  };
}
