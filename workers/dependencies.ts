import type { Dependencies } from '../activities/dependencies';
import { closePools, databaseOf } from '../activities/toolbox/connections';
import { withHeartbeat } from '../activities/toolbox/heartbeat';
import { closeDatabases } from '../activities/toolbox/databases';
import { readDefinition } from '../config/read-definition';
import { resolveSecret } from '../config/secrets';
import { createLedger } from '../connectors/ledger/ledger';
import { createMachines } from '../connectors/ssh/machines';
import { createStore, storeFolder } from '../connectors/store/store';
import { LEDGER_SCHEMA, type Ledger } from '../model/ledger';
import { findReleasePair } from '../releases/register';

/** The real parts of a datacenter's activities, and how to close what they opened. */
export function createDependencies(datacenter: string): { deps: Dependencies; close: () => Promise<void> } {
  const machines = createMachines({ readSecret: resolveSecret, withHeartbeat });
  const ledgers = new Map<string, Promise<Ledger>>();
  const deps: Dependencies = {
    readDefinition,
    releasePair: findReleasePair,
    ledger: ({ target }) => {
      const key = JSON.stringify(target.server);
      const opened = ledgers.get(key) ?? databaseOf(target.server).then((db) => createLedger(db, LEDGER_SCHEMA));
      ledgers.set(key, opened);
      // A server that is down now may be up at the next try.
      opened.catch(() => ledgers.delete(key));
      return opened;
    },
    store: createStore(storeFolder(), datacenter),
    machine: (definition, name) => machines.machine(definition, name),
  };
  const close = async (): Promise<void> => {
    machines.close();
    await closePools();
    await closeDatabases();
  };
  return { deps, close };
}
