import type { Ledger } from '../../model/ledger';
import { defineFact } from '../define/fact';

/** When tenants' downtime ended, in ISO 8601; without it once they are closed again. */
export const openFact = defineFact<{ readonly at?: string }>('open');

/** Since when tenants reach the new APIs, in ISO 8601; undefined while they do not. */
export async function readOpenedAt(ledger: Ledger, cluster: string): Promise<string | undefined> {
  return (await openFact.read(ledger, cluster))?.at;
}
