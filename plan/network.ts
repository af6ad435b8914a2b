import type { PlannedPhase, Step } from '../model/plan/plan';

/** Re-creates the network by API with the same ids, in the order in which the objects need one another. */
export function planNetwork(): PlannedPhase {
  const steps = [
    step('ids', 'verifyIdsTaken', 'Prove with a throw-away network that Neutron keeps given ids'),
    step('agents', 'ensureAgentRows', 'Register the Open vSwitch agents, so that ports can be bound'),
    step('tunnel-endpoints', 'ensureTunnelEndpoints', 'Put across at which addresses the tunnels of the hosts end'),
    step('lift-quotas', 'ensureQuotasLifted', 'Lift the quotas of the projects while their objects are created'),
    step('security-groups', 'ensureSecurityGroups', 'Create security groups and rules, map the default groups'),
    step('networks', 'ensureNetworks', 'Create networks with their segments'),
    step('sharing', 'ensureSharing', 'Share networks as they were'),
    step('subnets', 'ensureSubnets', 'Create subnets with pools, routes and name servers'),
    step('plugs', 'readPlugs', 'Ask the hypervisors how their VMs hang on the integration bridge'),
    step('ports', 'ensurePorts', 'Create ports, bound to their hosts'),
    step('routers', 'ensureRouters', 'Create routers, where the definition asks for them'),
    step('floating-ips', 'ensureFloatingIps', 'Create floating IPs, where the definition asks for them'),
    step('quotas', 'ensureQuotas', 'Give the projects the quotas that they had'),
    step('compare', 'verifyNetwork', 'Compare both sides, object by object'),
    step('info-caches', 'verifyInfoCaches', "Compare what Nova remembers of the VMs' ports"),
  ];
  const lanes = [{ name: 'neutron', steps }];
  return { name: 'network', groups: [{ name: 'neutron', workflow: 'recreateNetwork', atOnce: 1, lanes }] };
}

function step(name: string, activity: string, summary: string): Step {
  return { id: `network/neutron/${name}`, activity, summary, input: {} };
}
