import type { Dependencies } from '../../activities/dependencies';
import type { ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/remote-command';
import type { Ledger } from '../../model/ledger';
import { NO_DATABASES } from './no-databases';
import { memoryStore } from './memory-store';

/** Of activities that only know one machine. */
export function dependenciesOn(machine: RemoteMachine, definition: ClusterDefinition, ledger: Ledger): Dependencies {
  return {
    readDefinition: async () => definition,
    releasePair: () => undefined,
    ledger: async () => ledger,
    ...NO_DATABASES,
    store: memoryStore(),
    machine: async () => machine,
  };
}
