import type { ClusterDefinition } from '../../model/cluster';
import { NO_SERVICES } from '../../model/network-services';

/** A cluster one of whose hypervisors has a DHCP agent, as the lab's compute1 has: its new packages would restart it unless it is named. */
export function withDhcp(definition: ClusterDefinition, host: string): ClusterDefinition {
  const agent = [{ host, units: ['neutron-dhcp-agent'] }];
  const services = { ...NO_SERVICES, dhcp: { old: agent, new: agent, leaseChecks: [] } };
  return { ...definition, network: { ...definition.network, services } };
}
