import type { ClusterDefinition } from '../../model/cluster';
import { LEDGER_SCHEMA, type Ledger } from '../../model/ledger';
import type { Keyring } from '../codec/keyring';
import type { Database } from '../mysql/database';
import type { Databases } from '../mysql/databases';
import { OpenedOnce } from '../opened-once';
import { createLedgerFiles, type LedgerFiles } from './files';
import { createLedger } from './ledger';

type Of<T> = (definition: ClusterDefinition) => Promise<T>;
type ReadKeyring = () => Promise<Keyring | undefined>;

const noKeys: ReadKeyring = async () => Promise.resolve(undefined);

/** The ledger beside the target's databases of a cluster, opened once for each target's server and as long as its pool. */
export function createLedgers(databases: Pick<Databases, 'of'>, readKeyring = noKeys): Of<Ledger> {
  return openedOnce(databases, readKeyring, createLedger);
}

/** The same of the files in the ledger's schema. */
export function createFilesOfLedgers(databases: Pick<Databases, 'of'>, readKeyring = noKeys): Of<LedgerFiles> {
  return openedOnce(databases, readKeyring, createLedgerFiles);
}

function openedOnce<T>(
  databases: Pick<Databases, 'of'>,
  readKeyring: ReadKeyring,
  open: (database: Database, schema: string, keyring?: Keyring) => T,
): Of<T> {
  const opened = new OpenedOnce<T>();
  return ({ target: { server } }) =>
    opened.of(JSON.stringify(server), async () => open(await databases.of(server), LEDGER_SCHEMA, await readKeyring()));
}
