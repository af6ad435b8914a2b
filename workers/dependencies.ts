import type { Dependencies } from '../activities/dependencies';
import type { TakeSnapshot } from '../activities/runs/plans/planner';
import { createTableChoices } from '../activities/databases/context/known-choices';
import { createNewIdentities } from '../activities/databases/context/new-identities';
import { createThrottles } from '../activities/databases/throttle/throttle';
import { withHeartbeat } from '../activities/toolbox/heartbeat';
import { ParsedDefinitions } from '../config/snapshot/parsed-definitions';
import { takeSnapshot } from '../config/snapshot/take-snapshot';
import { readKeys } from '../config/keys/read-keys';
import { resolveSecret } from '../config/secrets';
import { createKeyring, type Keyring } from '../connectors/codec/keyring';
import { createFilesOfLedgers, createLedgers } from '../connectors/ledger/ledgers';
import { createDatabases } from '../connectors/mysql/databases';
import { createMachines } from '../connectors/ssh/machines';
import { createSharedStore } from '../connectors/store/shared-store';
import { createStore, storeFolder } from '../connectors/store/store';
import { findReleasePair } from '../releases/register';
import { RunDefinitions } from './run-definitions';
import { createSharedFiles, type SharedFiles } from './shared-files';

async function readKeyring(): Promise<Keyring | undefined> {
  return createKeyring(await readKeys(process.env));
}

export interface RealDependencies extends Pick<SharedFiles, 'share'> {
  readonly deps: Dependencies;
  readonly takeSnapshot: TakeSnapshot;
  readonly close: () => Promise<void>;
}

/** The real parts of a datacenter's activities, and how to close what they opened. Two workers share nothing in memory. */
export function createDependencies(datacenter: string): RealDependencies {
  const parsed = new ParsedDefinitions();
  const machines = createMachines({ readSecret: resolveSecret, withHeartbeat });
  const databases = createDatabases({ readSecret: resolveSecret });
  const filesOf = createFilesOfLedgers(databases, readKeyring);
  const local = createStore(storeFolder(), datacenter);
  const definitions = new RunDefinitions(parsed, (sha256, onDisk) => {
    const place = { files: async () => filesOf(await onDisk()), mayStay: true };
    return createSharedStore(local, () => place).get({ sha256 });
  });
  const readDefinition = (cluster: string) => definitions.read(cluster);
  const { store, share } = createSharedFiles(local, readDefinition, filesOf);
  const deps: Dependencies = {
    readDefinition,
    releasePair: findReleasePair,
    ledger: createLedgers(databases, readKeyring),
    databases,
    throttle: createThrottles(databases),
    newIdentities: createNewIdentities(),
    tableChoices: createTableChoices(),
    store,
    machine: (definition, name) => machines.machine(definition, name),
  };
  const close = async (): Promise<void> => {
    machines.close();
    await databases.close();
  };
  return {
    deps,
    takeSnapshot: (cluster) => takeSnapshot(cluster, parsed),
    share: (activities) => definitions.bind(share(activities)),
    close,
  };
}
