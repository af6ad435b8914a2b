import type { NoInput, StepFor } from '../activities/steps/list';
import { NETWORK_TRACK } from '../model/names';
import type { PhaseName } from '../model/phases';
import type { Group, PlannedPhase } from '../model/plan/plan';
import { planStep, STEP } from './step';

type Line = readonly [what: string, activity: StepFor<NoInput>, summary: string];

/** Re-creates the network by API with the same ids, in the order in which the objects need one another. */
const RECREATE: readonly Line[] = [
  ['ids', STEP.verifyIdsTaken, 'Prove with a throw-away network that Neutron keeps given ids'],
  ['agents', STEP.ensureAgentRows, 'Register the Open vSwitch agents, so that ports can be bound'],
  ['tunnel-endpoints', STEP.ensureTunnelEndpoints, "Copy the addresses at which the hosts' tunnels end"],
  ['gone', STEP.ensureGoneRemoved, 'Delete what was made here before and the old Neutron has no more'],
  ['lift-quotas', STEP.ensureQuotasLifted, 'Lift the quotas of the projects while their objects are created'],
  ['security-groups', STEP.ensureSecurityGroups, 'Create security groups and rules, map the default groups'],
  ['networks', STEP.ensureNetworks, 'Create networks with their segments'],
  ['sharing', STEP.ensureSharing, 'Share networks as they were'],
  ['subnets', STEP.ensureSubnets, 'Create subnets with pools, routes and name servers'],
  ['plugs', STEP.readPlugs, 'Ask the hypervisors how their VMs hang on the integration bridge'],
  ['ports', STEP.ensurePorts, 'Create ports, bound to their hosts'],
  ['routers', STEP.ensureRouters, 'Create routers, where the definition asks for them'],
  ['floating-ips', STEP.ensureFloatingIps, 'Create floating IPs, where the definition asks for them'],
  ['quotas', STEP.ensureQuotas, 'Give the projects the quotas that they had'],
];

/** When nothing changes on the old side any more. */
const PROVE: readonly Line[] = [
  ['compare', STEP.verifyNetwork, 'Compare both sides, object by object'],
  ['filled-caches', STEP.ensureInfoCachesFilled, 'Let Nova remember ports that its caches have lost'],
  ['info-caches', STEP.verifyInfoCaches, "Compare what Nova remembers of the VMs' ports"],
];

/** Makes the new Neutron like the old one while that still serves: as often as wanted, each time what has changed. */
export function prepareNetwork(): Group {
  return group('prepare', RECREATE);
}

/** The same once more for what has changed since, and the proof. */
export function planNetwork(): PlannedPhase {
  return { name: 'network', groups: [group('network', [...RECREATE, ...PROVE])] };
}

function group(phase: PhaseName, lines: readonly Line[]): Group {
  const steps = lines.map(([what, activity, summary]) =>
    planStep(`${phase}/${NETWORK_TRACK}/${what}`, activity, summary, {}),
  );
  return { name: NETWORK_TRACK, workflow: 'recreateNetwork', atOnce: 1, lanes: [{ name: NETWORK_TRACK, steps }] };
}
