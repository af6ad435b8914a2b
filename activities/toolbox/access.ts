import type { Session } from '../../connectors/openstack/session';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { Dependencies, NewIdentities } from '../dependencies';
import { openSession } from './open-session';
import { pairOf } from './pair-of';
import { sourceQuery, targetQuery } from './databases';
import type { Query } from './query';

/** What an activity needs of one cluster: its definition, its ledger, the new APIs and both database servers. */
export interface Access {
  readonly definition: ClusterDefinition;
  readonly ledger: Ledger;
  readonly session: Session;
  readonly source: Query;
  readonly target: Query;
  /** The new ids that the definition gives, looked up when asked for. */
  readonly newIdentities: () => Promise<NewIdentities>;
}

export async function openAccess(deps: Dependencies, cluster: string): Promise<Access> {
  const definition = await deps.readDefinition(cluster);
  return {
    definition,
    ledger: await deps.ledger(definition),
    session: await openSession(definition),
    source: sourceQuery(deps, definition),
    target: targetQuery(deps, definition),
    newIdentities: () => deps.newIdentities(definition, pairOf(deps, definition)),
  };
}
