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

type Where = Pick<ClusterDefinition, 'network' | 'hypervisors' | 'rollout'>;

/** Hypervisors on which new agents of network services will run, once they have their own Open vSwitch agent. */
export function serviceHypervisors({ network, hypervisors }: Where): readonly string[] {
  const machines = new Set(NETWORK_SERVICES.flatMap((service) => machinesOf(network, service)));
  return hypervisors.filter((host) => machines.has(host));
}

/**
 * Hands over the network services that the definition names: in `open` those whose new agents run on no hypervisor, if the APIs open early;
 * in `agents` the others, once their hypervisors have their new Open vSwitch agents.
 */
export function planNetworkServices(definition: Where, phase: 'open' | 'agents'): readonly Group[] {
  const { network, hypervisors, rollout } = definition;
  const known = new Set(hypervisors);
  const isDue = (service: NetworkService): boolean =>
    rollout.open === 'late' ||
    machinesOf(network, service).some((machine) => known.has(machine)) === (phase === 'agents');
  const handOvers = NETWORK_SERVICES.filter((service) => network.services[service] !== null && isDue(service)).map(
    (service) => HAND_OVER[service](`${phase}/services/${service}`),
  );
  if (handOvers.length === 0) return [];
  const enable = planStep(
    `${phase}/services/enable`,
    STEP.ensureHostsEnabled,
    'Let Nova give new VMs to hosts that have waited for these services',
    {},
  );
  return [
    { name: 'services', workflow: 'inline', atOnce: 1, lanes: [{ name: 'services', steps: [...handOvers, enable] }] },
  ];
}

function machinesOf({ services }: ClusterDefinition['network'], service: NetworkService): readonly string[] {
  return (services[service]?.new ?? []).map(({ host }) => host);
}
