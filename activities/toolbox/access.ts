import type { Session } from '../../connectors/openstack/session';
import type { Statements } from '../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { ReleasePair } from '../../model/pair/release-pair';
import type { Dependencies, NewIdentities } from '../dependencies';
import { openSession } from './open-session';
import { pairOf } from './pair-of';
import { sourceStatements, targetStatements } from './statements';

/** What an activity needs of one cluster: its definition, what differs between its releases, its ledger, the new APIs and both database servers. */
export interface Access {
  readonly definition: ClusterDefinition;
  readonly pair: ReleasePair;
  readonly ledger: Ledger;
  readonly session: Session;
  readonly source: Statements;
  readonly target: Statements;
  /** The new ids that the definition gives, looked up when asked for. */
  readonly newIdentities: () => Promise<NewIdentities>;
}

export async function openAccess(deps: Dependencies, cluster: string): Promise<Access> {
  const definition = await deps.readDefinition(cluster);
  const pair = pairOf(deps, definition);
  return {
    definition,
    pair,
    ledger: await deps.ledger(definition),
    session: await openSession(definition),
    source: sourceStatements(deps, definition),
    target: targetStatements(deps, definition),
    newIdentities: () => deps.newIdentities(definition, pair),
  };
}
