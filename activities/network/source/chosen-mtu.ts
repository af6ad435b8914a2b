import type { Row } from '../../../connectors/mysql/statements';
import type { NetworkChoices } from '../../../model/network-choices';

/** Liberty has 0 for "not set". */
export function hasMtu(network: Row): boolean {
  return Number(network['mtu'] ?? 0) > 0;
}

/** Networks that have no MTU get the one that the definition gives them, if it gives one in bytes. */
export function withChosenMtu<Rows extends { readonly networks: readonly Row[] }>(
  rows: Rows,
  choice: NetworkChoices['mtu'],
): Rows {
  if (typeof choice !== 'number') return rows;
  return { ...rows, networks: rows.networks.map((row) => (hasMtu(row) ? row : { ...row, mtu: choice })) };
}
