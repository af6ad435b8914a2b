import type { Session } from '../../connectors/openstack/session';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { ReleasePair } from '../../model/pair/release-pair';
import { pairOf } from './pair-of';
import type { Dependencies } from '../dependencies';
import { openSession } from './open-session';
import { sourceQuery, targetQuery } from './databases';
import type { Query } from './query';

/** What an activity needs of one cluster: its definition, what differs between its releases, its ledger, the new APIs and both database servers. */
export interface Access {
  readonly definition: ClusterDefinition;
  readonly pair: ReleasePair;
  readonly ledger: Ledger;
  readonly session: Session;
  readonly source: Query;
  readonly target: Query;
}

export async function openAccess(deps: Dependencies, cluster: string): Promise<Access> {
  const definition = await deps.readDefinition(cluster);
  return {
    definition,
    pair: pairOf(deps, definition),
    ledger: await deps.ledger(definition),
    session: await openSession(definition),
    source: sourceQuery(definition),
    target: targetQuery(definition),
  };
}
