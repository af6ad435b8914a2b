import type { ClusterDefinition } from '../model/cluster';
import { NETWORK_SERVICES, type NetworkService } from '../model/network-services';
import type { Group, Step } from '../model/plan/plan';
import { planStep, STEP } from './step';

/** What hands each service over, as the step of this id. */
const HAND_OVER: Readonly<Record<NetworkService, (id: string) => Step>> = {
  dhcp: (id) =>
    planStep(
      id,
      STEP.ensureDhcpHandedOver,
      'Take the old DHCP servers down, start the new agents, renew leases from inside VMs',
      {},
    ),
  l3: (id) => planStep(id, STEP.ensureAgentsReplaced, 'Replace the L3 agents, measure the gap', { service: 'l3' }),
  metadata: (id) =>
    planStep(id, STEP.ensureAgentsReplaced, 'Replace the metadata agents, measure the gap', { service: 'metadata' }),
};

/** Hands over the network services that the definition names, once every hypervisor has its new Open vSwitch agent. */
export function planNetworkServices({ network }: ClusterDefinition): readonly Group[] {
  const steps = NETWORK_SERVICES.filter((service) => network.services[service] !== null).map((service) =>
    HAND_OVER[service](`agents/services/${service}`),
  );
  return steps.length === 0
    ? []
    : [{ name: 'services', workflow: 'inline', atOnce: 1, lanes: [{ name: 'services', steps }] }];
}
