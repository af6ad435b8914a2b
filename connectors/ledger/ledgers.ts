import type { ClusterDefinition } from '../../model/cluster';
import { LEDGER_SCHEMA, type Ledger } from '../../model/ledger';
import type { Keyring } from '../codec/keyring';
import type { Databases } from '../mysql/databases';
import { OpenedOnce } from '../opened-once';
import { createLedger } from './ledger';

/** The ledger beside the target's databases of a cluster, opened once for each target's server and as long as its pool. */
export function createLedgers(
  databases: Pick<Databases, 'of'>,
  readKeyring: () => Promise<Keyring | undefined> = async () => Promise.resolve(undefined),
): (definition: ClusterDefinition) => Promise<Ledger> {
  const ledgers = new OpenedOnce<Ledger>();
  return ({ target: { server } }) =>
    ledgers.of(JSON.stringify(server), async () =>
      createLedger(await databases.of(server), LEDGER_SCHEMA, await readKeyring()),
    );
}
