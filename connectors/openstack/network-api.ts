import type { JsonObject } from '../../model/json';
import { ApiError } from './api-error';
import { listAll } from './pages';
import type { Session } from './session';

/** Resource → its collection in bodies and in paths. */
const COLLECTIONS = {
  network: 'networks',
  subnet: 'subnets',
  port: 'ports',
  security_group: 'security_groups',
  security_group_rule: 'security_group_rules',
  rbac_policy: 'rbac_policies',
  router: 'routers',
  floatingip: 'floatingips',
  agent: 'agents',
} as const;

export type NetworkResource = keyof typeof COLLECTIONS;
export const NETWORK_RESOURCES = Object.keys(COLLECTIONS) as readonly NetworkResource[];

/** Objects in one page of a listing. */
const PAGE = '500';

/** Stein's Neutron lists these at once, and fails when it is asked for a page of them. */
const UNPAGED: ReadonlySet<string> = new Set(['agent', 'rbac_policy']);

/** An object of Neutron's API as it is: field names are the API's. */
export type NetworkObject = JsonObject & { readonly id: string };

function pathOf(resource: NetworkResource, id = ''): string {
  return `/${COLLECTIONS[resource].replaceAll('_', '-')}${id === '' ? '' : `/${encodeURIComponent(id)}`}`;
}

/** Neutron. Every call throws an ApiError on failure. */
export class NetworkApi {
  constructor(private readonly session: Session) {}

  list(resource: NetworkResource, filters: Readonly<Record<string, string>> = {}): Promise<NetworkObject[]> {
    const query = new URLSearchParams({ ...(UNPAGED.has(resource) ? {} : { limit: PAGE }), ...filters }).toString();
    return listAll(this.session, 'network', pathOf(resource) + (query && `?${query}`), COLLECTIONS[resource]);
  }

  /** The object, or undefined when there is none with this id. */
  async find(resource: NetworkResource, id: string): Promise<NetworkObject | undefined> {
    try {
      const { body } = await this.session.call('network', 'GET', pathOf(resource, id));
      return (body as Record<string, NetworkObject>)[resource];
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async create(resource: NetworkResource, fields: JsonObject): Promise<NetworkObject> {
    const { body } = await this.session.call('network', 'POST', pathOf(resource), { [resource]: fields });
    return (body as Record<string, NetworkObject>)[resource] as NetworkObject;
  }

  async update(resource: NetworkResource, id: string, fields: JsonObject): Promise<NetworkObject> {
    const { body } = await this.session.call('network', 'PUT', pathOf(resource, id), { [resource]: fields });
    return (body as Record<string, NetworkObject>)[resource] as NetworkObject;
  }

  /** Deletes the object; false when it was gone already. */
  async remove(resource: NetworkResource, id: string): Promise<boolean> {
    try {
      await this.session.call('network', 'DELETE', pathOf(resource, id));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
  }

  /** Puts a port into a router, or takes it out, which deletes the port; the answer of 404 and 409 is for the caller. */
  async switchInterface(router: string, port: string, verb: 'add' | 'remove'): Promise<void> {
    await this.session.call('network', 'PUT', `/routers/${router}/${verb}_router_interface`, { port_id: port });
  }

  /** Ids of the networks that a DHCP agent is to serve. */
  async networksOfDhcpAgent(agent: string): Promise<readonly string[]> {
    const { body } = await this.session.call('network', 'GET', `/agents/${agent}/dhcp-networks`);
    return (body as { networks: NetworkObject[] }).networks.map(({ id }) => id);
  }

  /** Gives a network to a DHCP agent; no error when it has it. */
  async giveToDhcpAgent(agent: string, network: string): Promise<void> {
    try {
      await this.session.call('network', 'POST', `/agents/${agent}/dhcp-networks`, { network_id: network });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    }
  }

  /** Sets limits of a project, by resource; -1 is none. */
  async setQuota(project: string, limits: Readonly<Record<string, number>>): Promise<void> {
    await this.session.call('network', 'PUT', `/quotas/${project}`, { quota: limits });
  }

  /** Gives a project the limits that are everybody's; no error when it has them. */
  async resetQuota(project: string): Promise<void> {
    try {
      await this.session.call('network', 'DELETE', `/quotas/${project}`);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  /** Aliases of the extensions that are loaded. */
  async extensions(): Promise<ReadonlySet<string>> {
    const { body } = await this.session.call('network', 'GET', '/extensions');
    return new Set((body as { extensions: { alias: string }[] }).extensions.map(({ alias }) => alias));
  }
}
