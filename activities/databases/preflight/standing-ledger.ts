import { exists } from '../../../connectors/mysql/exists';
import type { ClusterDefinition } from '../../../model/cluster';
import { LEDGER_SCHEMA, type Ledger } from '../../../model/ledger';
import type { Dependencies } from '../../dependencies';

/** The ledger where there is one: looking writes nothing, and opening a ledger may make its schema. */
export async function standingLedger(
  deps: Pick<Dependencies, 'databases' | 'ledger'>,
  definition: ClusterDefinition,
): Promise<Ledger | undefined> {
  const there = await exists(await deps.databases.of(definition.target.server), LEDGER_SCHEMA);
  return there ? deps.ledger(definition) : undefined;
}
