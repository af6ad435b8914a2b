import { exists } from '../../../connectors/mysql/exists';
import type { ClusterDefinition } from '../../../model/cluster';
import { LEDGER_SCHEMA, type Ledger } from '../../../model/ledger';
import type { Dependencies } from '../../dependencies';
import { databaseOf } from '../../toolbox/connections';

/** The ledger where there is one: looking writes nothing, and opening a ledger may make its schema. */
export async function standingLedger(
  deps: Pick<Dependencies, 'ledger'>,
  definition: ClusterDefinition,
): Promise<Ledger | undefined> {
  const there = await exists(await databaseOf(definition.target.server), LEDGER_SCHEMA);
  return there ? deps.ledger(definition) : undefined;
}
