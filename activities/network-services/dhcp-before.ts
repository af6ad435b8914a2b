import { DhcpMachine, networkOf, type DhcpServer } from '../../connectors/dhcp/dhcp-servers';
import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { StepInput, StoredFile } from '../../model/run';
import type { LeaseCheck, HandOver } from '../../model/network-services';
import { DHCP_AGENT, DHCP_OWNER } from '../../model/network/neutron-names';
import type { Dependencies } from '../dependencies';
import { text } from '../network/source/fields';
import { noteUnits, type UnitsBefore } from './units-before';

export type DhcpHandOver = HandOver & { readonly leaseChecks: readonly LeaseCheck[] };

/** A DHCP agent's port as Neutron had it. */
export interface DhcpPort {
  readonly id: string;
  readonly device_id: string;
  readonly host: string;
}

/** Who served which network before a hand-over: all that brings it back. */
export interface DhcpBefore {
  /** Under which name the old machines keep files. */
  readonly keep: string;
  readonly units: UnitsBefore;
  /** By old machine. */
  readonly servers: Readonly<Record<string, readonly DhcpServer[]>>;
  /** By new machine: the namespaces that were there already. */
  readonly namespaces: Readonly<Record<string, readonly string[]>>;
  readonly ports: readonly DhcpPort[];
  /** Ids of the DHCP agents that the new Neutron knew. */
  readonly agents: readonly string[];
}

/** Networks that an old server serves. */
export function servedNetworks({ servers }: DhcpBefore): readonly string[] {
  const namespaces = Object.values(servers)
    .flat()
    .map(({ namespace }) => networkOf(namespace));
  return [...new Set(namespaces)].sort();
}

export async function readDhcpBefore(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  dhcp: DhcpHandOver,
  input: StepInput,
): Promise<DhcpBefore> {
  const look = async (host: string) =>
    [host, await (await DhcpMachine.install(await deps.machine(definition, host))).read()] as const;
  const old = await Promise.all(dhcp.old.map(({ host }) => look(host)));
  const next = await Promise.all(dhcp.new.map(({ host }) => look(host)));
  return {
    keep: `${input.run.id.slice(0, 8)}-${input.step.replaceAll('/', '-')}`,
    units: await noteUnits(deps, definition, dhcp),
    servers: Object.fromEntries(old.map(([host, { servers }]) => [host, servers])),
    namespaces: Object.fromEntries(next.map(([host, { namespaces }]) => [host, namespaces])),
    ports: await listDhcpPorts(api),
    agents: (await api.list('agent', { agent_type: DHCP_AGENT.type })).map(({ id }) => id),
  };
}

export async function listDhcpPorts(api: NetworkApi): Promise<readonly DhcpPort[]> {
  const ports = await api.list('port', { device_owner: DHCP_OWNER });
  return ports.map((port) => ({
    id: port.id,
    device_id: text(port['device_id']),
    host: text(port['binding:host_id']),
  }));
}

/** For the ledger: servers of many networks are big. */
export async function storeBefore(deps: Dependencies, before: DhcpBefore): Promise<StoredFile> {
  return deps.store.put(JSON.stringify(before));
}

export async function loadBefore(deps: Dependencies, before: StoredFile): Promise<DhcpBefore> {
  return JSON.parse((await deps.store.get(before)).toString('utf8')) as DhcpBefore;
}
