import type { ClusterDefinition } from '../model/cluster';
import { NETWORK_SERVICES, type NetworkService } from '../model/network-services';
import type { Group, Step } from '../model/plan/plan';

const STEPS: Readonly<Record<NetworkService, Omit<Step, 'id'>>> = {
  dhcp: {
    activity: 'ensureDhcpHandedOver',
    summary: 'Take the old DHCP servers down, start the new agents, renew leases from inside VMs',
    input: {},
  },
  l3: {
    activity: 'ensureAgentsReplaced',
    summary: 'Replace the L3 agents, measure the gap',
    input: { service: 'l3' },
  },
  metadata: {
    activity: 'ensureAgentsReplaced',
    summary: 'Replace the metadata agents, measure the gap',
    input: { service: 'metadata' },
  },
};

/** Hands over the network services that the definition names, once every hypervisor has its new Open vSwitch agent. */
export function planNetworkServices({ network }: ClusterDefinition): readonly Group[] {
  const steps = NETWORK_SERVICES.filter((service) => network.services[service] !== null).map((service) => ({
    id: `agents/services/${service}`,
    ...STEPS[service],
  }));
  return steps.length === 0
    ? []
    : [{ name: 'services', workflow: 'inline', atOnce: 1, lanes: [{ name: 'services', steps }] }];
}
