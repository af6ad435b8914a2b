import { table } from '../../../connectors/mysql/table';
import type { Statements, Row } from '../../../connectors/mysql/statements';
import { pluralize } from '../../../model/pluralize';
import { listFirst } from '../../../model/list-first';
import { identifier } from '../../../model/quote';
import type { TunnelTables } from '../../../model/pair/network';
import type { TunnelType } from '../../../model/network/tunnels';
import { text } from '../source/fields';

/** The address at which a host's tunnels of one type end. */
export interface TunnelEndpoint {
  readonly type: TunnelType;
  readonly address: string;
  /** Null where an agent of before Kilo has reported it. */
  readonly host: string | null;
  /** Of VXLAN's tunnels; null for other types. */
  readonly udpPort: number | null;
}

export function tunnelEndpoint(row: Row): TunnelEndpoint {
  const host = text(row['host']);
  const udpPort = row['udp_port'] ?? null;
  return {
    type: text(row['type']) as TunnelType,
    address: text(row['ip_address']),
    host: host === '' ? null : host,
    udpPort: udpPort === null ? null : Number(udpPort),
  };
}

/** The endpoints that a Neutron answers its agents with. */
export async function readTunnelEndpoints(
  on: Statements,
  schema: string,
  { statement }: TunnelTables,
): Promise<readonly TunnelEndpoint[]> {
  return (await on.rows(statement.replaceAll('{db}', identifier(schema)))).map(tunnelEndpoint);
}

/** Those of the old side's endpoints whose address the new side does not have. */
export function missingEndpoints(
  old: readonly TunnelEndpoint[],
  now: readonly TunnelEndpoint[],
): readonly TunnelEndpoint[] {
  const present = new Set(now.map(placeOf));
  return old.filter((endpoint) => !present.has(placeOf(endpoint)));
}

/** Where the new side has another host at an address, or a host at another address, one sentence each. */
export function endpointConflicts(old: readonly TunnelEndpoint[], now: readonly TunnelEndpoint[]): readonly string[] {
  const hosted = now.filter(({ host }) => host !== null);
  const byAddress = new Map(hosted.map((endpoint) => [placeOf(endpoint), endpoint]));
  const byHost = new Map(hosted.map((endpoint) => [`${endpoint.type} ${endpoint.host}`, endpoint]));
  return old
    .filter(({ host }) => host !== null)
    .flatMap((was) => {
      const others = [byAddress.get(placeOf(was)), byHost.get(`${was.type} ${was.host}`)];
      const is = others.find((one) => one !== undefined && endpointKey(one) !== endpointKey(was));
      return is === undefined
        ? []
        : [`${was.type} ${was.address} of ${was.host} where it has ${is.address} of ${is.host}`];
    });
}

/** What preflight and the step say of such conflicts. */
export function endpointsDiffer(schema: string, conflicts: readonly string[]): string {
  return `${schema} lacks ${pluralize(conflicts.length, 'endpoint')} of the old Neutron's tunnels: ${listFirst(conflicts, '; ')}.`;
}

interface EndpointRow {
  readonly ip_address: string;
  readonly host: string | null;
  readonly udp_port?: number | null;
}

export async function insertEndpoint(
  on: Statements,
  schema: string,
  { tables }: TunnelTables,
  endpoint: TunnelEndpoint,
): Promise<void> {
  const { type, address, host, udpPort } = endpoint;
  const cells = { ip_address: address, host, ...(type === 'vxlan' ? { udp_port: udpPort } : {}) };
  await on.run(table<EndpointRow>(schema, tables[type]).insert(cells).onConflict().ignore());
}

export async function removeEndpoint(
  on: Statements,
  schema: string,
  { tables }: TunnelTables,
  { type, address }: TunnelEndpoint,
): Promise<void> {
  await on.run(table<EndpointRow>(schema, tables[type]).where({ ip_address: address }).delete());
}

/** How the ledger calls an endpoint. */
export function endpointKey(endpoint: TunnelEndpoint): string {
  return `${placeOf(endpoint)} ${endpoint.host ?? ''}`;
}

/** What no two endpoints share: type and address. */
export function placeOf({ type, address }: { readonly type: string; readonly address: string | undefined }): string {
  return `${type} ${address}`;
}
