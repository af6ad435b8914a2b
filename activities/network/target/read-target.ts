import type { Access } from '../../toolbox/access';
import { readLiberty, type LibertyRows } from '../source/read-liberty';

/** The new Neutron straight from its tables, with the columns that the old one is read with: no object goes over the API. */
export function readTarget({
  definition,
  pair,
  target,
}: Pick<Access, 'definition' | 'pair' | 'target'>): Promise<LibertyRows> {
  return readLiberty(target, definition.target.databases.neutron, pair.network.targetStatements);
}
