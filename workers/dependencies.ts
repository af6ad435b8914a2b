import type { Dependencies } from '../activities/dependencies';
import { createTableChoices } from '../activities/databases/context/known-choices';
import { createNewIdentities } from '../activities/databases/context/new-identities';
import { createThrottles } from '../activities/databases/throttle/throttle';
import { withHeartbeat } from '../activities/toolbox/heartbeat';
import { readDefinition } from '../config/read-definition';
import { readKeys } from '../config/keys/read-keys';
import { resolveSecret } from '../config/secrets';
import { createKeyring } from '../connectors/codec/keyring';
import { createLedgers } from '../connectors/ledger/ledgers';
import { createDatabases } from '../connectors/mysql/databases';
import { createMachines } from '../connectors/ssh/machines';
import { createStore, storeFolder } from '../connectors/store/store';
import { findReleasePair } from '../releases/register';

/** The real parts of a datacenter's activities, and how to close what they opened. Two workers share nothing. */
export function createDependencies(datacenter: string): { deps: Dependencies; close: () => Promise<void> } {
  const machines = createMachines({ readSecret: resolveSecret, withHeartbeat });
  const databases = createDatabases({ readSecret: resolveSecret });
  const deps: Dependencies = {
    readDefinition,
    releasePair: findReleasePair,
    ledger: createLedgers(databases, async () => createKeyring(await readKeys(process.env))),
    databases,
    throttle: createThrottles(databases),
    newIdentities: createNewIdentities(),
    tableChoices: createTableChoices(),
    store: createStore(storeFolder(), datacenter),
    machine: (definition, name) => machines.machine(definition, name),
  };
  const close = async (): Promise<void> => {
    machines.close();
    await databases.close();
  };
  return { deps, close };
}
