import type { NoInput, StepFor } from '../activities/steps/list';
import type { PlannedPhase, Step } from '../model/plan/plan';
import { planStep, STEP } from './step';

/** Re-creates the network by API with the same ids, in the order in which the objects need one another. */
export function planNetwork(): PlannedPhase {
  const steps = [
    step('ids', STEP.verifyIdsTaken, 'Prove with a throw-away network that Neutron keeps given ids'),
    step('agents', STEP.ensureAgentRows, 'Register the Open vSwitch agents, so that ports can be bound'),
    step('tunnel-endpoints', STEP.ensureTunnelEndpoints, "Copy the addresses at which the hosts' tunnels end"),
    step('lift-quotas', STEP.ensureQuotasLifted, 'Lift the quotas of the projects while their objects are created'),
    step('gone', STEP.ensureGoneRemoved, 'Delete what an earlier attempt made and the old Neutron has no more'),
    step('security-groups', STEP.ensureSecurityGroups, 'Create security groups and rules, map the default groups'),
    step('networks', STEP.ensureNetworks, 'Create networks with their segments'),
    step('sharing', STEP.ensureSharing, 'Share networks as they were'),
    step('subnets', STEP.ensureSubnets, 'Create subnets with pools, routes and name servers'),
    step('plugs', STEP.readPlugs, 'Ask the hypervisors how their VMs hang on the integration bridge'),
    step('ports', STEP.ensurePorts, 'Create ports, bound to their hosts'),
    step('routers', STEP.ensureRouters, 'Create routers, where the definition asks for them'),
    step('floating-ips', STEP.ensureFloatingIps, 'Create floating IPs, where the definition asks for them'),
    step('quotas', STEP.ensureQuotas, 'Give the projects the quotas that they had'),
    step('compare', STEP.verifyNetwork, 'Compare both sides, object by object'),
    step('filled-caches', STEP.ensureInfoCachesFilled, 'Let Nova remember ports that its caches have lost'),
    step('info-caches', STEP.verifyInfoCaches, "Compare what Nova remembers of the VMs' ports"),
  ];
  const tracks = [{ name: 'neutron', steps }];
  return { name: 'network', groups: [{ name: 'neutron', workflow: 'recreateNetwork', atOnce: 1, lanes: tracks }] };
}

function step(name: string, activity: StepFor<NoInput>, summary: string): Step {
  return planStep(`network/neutron/${name}`, activity, summary, {});
}
