import { listAll } from './pages';
import type { Session } from './session';

/** A server as far as it is read here. */
export interface Server {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly tenant_id: string;
  readonly 'OS-EXT-SRV-ATTR:host': string | null;
  /** The name of its domain; only administrators see it. */
  readonly 'OS-EXT-SRV-ATTR:instance_name'?: string;
  readonly addresses: Readonly<
    Record<
      string,
      readonly {
        readonly addr: string;
        readonly 'OS-EXT-IPS-MAC:mac_addr': string;
        readonly 'OS-EXT-IPS:type': string;
      }[]
    >
  >;
}

export interface ComputeService {
  readonly id: string;
  readonly binary: string;
  readonly host: string;
  readonly status: 'enabled' | 'disabled';
  readonly state: 'up' | 'down';
}

export interface Hypervisor {
  readonly id: string;
  readonly hypervisor_hostname: string;
  readonly state: 'up' | 'down';
}

/**
 * Servers of every project, soft-deleted ones among them: Nova lists those only to who asks, and only to administrators. All of them, or
 * pages until there are `most`.
 */
export function listServers(session: Session, most?: number): Promise<Server[]> {
  return listAll(session, 'compute', '/servers/detail?all_tenants=1&soft_deleted=1&limit=500', 'servers', most);
}

export function listComputeServices(session: Session): Promise<ComputeService[]> {
  return listAll(session, 'compute', '/os-services', 'services');
}

export function listHypervisors(session: Session): Promise<Hypervisor[]> {
  return listAll(session, 'compute', '/os-hypervisors/detail?limit=500', 'hypervisors');
}

/** What an administrator says of a nova-compute. A reason goes with `disabled` alone. */
export interface ServiceStatus {
  readonly status: 'enabled' | 'disabled';
  readonly disabled_reason?: string;
}

/** Enables or disables a host's nova-compute; false where Nova knows none. */
export async function setComputeService(session: Session, host: string, status: ServiceStatus): Promise<boolean> {
  const path = `/os-services?binary=nova-compute&host=${encodeURIComponent(host)}`;
  const [service] = await listAll<ComputeService>(session, 'compute', path, 'services');
  if (service === undefined) return false;
  await session.call('compute', 'PUT', `/os-services/${encodeURIComponent(service.id)}`, { ...status });
  return true;
}
