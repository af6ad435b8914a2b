import type { StepFor, StepName } from '../activities/steps/list';
import type { ClusterDefinition } from '../model/cluster';
import type { Group, PlannedPhase, Step } from '../model/plan/plan';
import type { AntiAffinityGroup } from '../model/plan/anti-affinity-group';
import type { PlanOptions } from '../model/upgrade';
import { orderAgents, type Turn } from './turns/agent-order';
import { chooseHosts } from './turns/choose-hosts';
import { canariesAmong } from './turns/canaries';
import { behindCanaries } from './soak';
import { planNetworkServices, serviceHypervisors } from './network-services';
import { planStep, STEP } from './step';

type When = 'always' | 'watched' | 'protected' | 'opened';

type Line = readonly [
  what: string,
  activity: StepFor<{ host: string; tolerate: boolean }>,
  summary: string,
  when: When,
];

/**
 * Step, activity, what it is for, and whether it only protects the traffic, only watches it more closely, or is due where tenants
 * reach the new APIs already.
 */
const STEPS: readonly Line[] = [
  ['ready', STEP.verifyHostReady, 'Prove that Neutron knows every port as it is plugged', 'always'],
  ['probe', STEP.ensureHostProbed, 'Ping its VMs more often while it has its turn', 'watched'],
  ['seed', STEP.ensureFlowsSeeded, 'Seed flows that carry the traffic without an agent', 'protected'],
  ['bridges', STEP.ensureBridgesChanged, 'Give the bridges their controller without a gap', 'protected'],
  ['agent', STEP.ensureAgentStarted, 'Start the new agent and await its first sync', 'always'],
  ['answers', STEP.verifyVmsAnswer, 'Every VM has answered all the while', 'always'],
  ['seeds-gone', STEP.verifySeedsGone, 'No seed is left', 'protected'],
  ['switch', STEP.verifySwitchUntouched, 'The switch was never restarted, and every port has its VLAN', 'always'],
  ['release', STEP.ensureUnitsReleased, 'Hold no unit any longer', 'always'],
  ['probed', STEP.ensureHostProbesEnded, 'Ping its VMs as often as all others again', 'watched'],
  ['enable', STEP.ensureComputeEnabled, 'Let Nova give it new VMs', 'always'],
  ['unlock', STEP.ensureVmsUnlocked, 'Unlock its VMs', 'opened'],
];

/** Steps that look at what the VMs lose. */
const JUDGING: readonly StepName[] = [STEP.ensureAgentStarted, STEP.verifyVmsAnswer];

function restart({ host, shares }: Turn, wanted: readonly When[]): Group {
  const remark = shares.length === 0 ? '' : ` (it carries ${shares.join(', ')} as the host before it does)`;
  const steps: Step[] = STEPS.filter(([, , , when]) => wanted.includes(when)).map(([what, activity, summary]) =>
    planStep(
      `agents/${host}/${what}`,
      activity,
      `${host}: ${summary}${what === 'ready' ? remark : ''}`,
      JUDGING.includes(activity) ? { host, tolerate: !wanted.includes('protected') } : { host },
    ),
  );
  return { name: host, workflow: 'restartAgent', atOnce: 1, lanes: [{ name: host, steps }] };
}

/**
 * Restarts the agents strictly one host after the other: canaries first, which soak where the definition wants it, hosts with members of
 * one of `antiAffinity` never in a row. Network services are handed over only where all hosts have their turn, as a VM of any host may ask
 * them: last, or, where the APIs are open, as soon as the hosts that will run them are through, which come right after the canaries.
 * Without `seedFlows` nothing carries the traffic meanwhile: it shows what an unprotected restart costs.
 */
export function planAgents(
  definition: ClusterDefinition,
  { hosts, seedFlows }: Pick<PlanOptions, 'hosts' | 'seedFlows'>,
  antiAffinity: readonly AntiAffinityGroup[] = [],
): PlannedPhase {
  const { canarySoakMinutes = 0, open } = definition.rollout;
  const chosen = chooseHosts(definition, hosts);
  const services = hosts === null ? planNetworkServices(definition, 'agents') : [];
  const serving = services.length > 0 && open === 'early' ? serviceHypervisors(definition) : [];
  const canaries = canariesAmong(definition, chosen);
  const turns = orderAgents(chosen, [canaries, serving], antiAffinity);
  const wanted: When[] = [
    'always',
    ...(seedFlows ? (['protected'] as const) : []),
    ...(definition.probes.inFlightIntervalMs === null ? [] : (['watched'] as const)),
    ...(open === 'early' ? (['opened'] as const) : []),
  ];
  const groups = turns.map((turn) => restart(turn, wanted));
  const last = turns.findLastIndex(({ host }) => serving.includes(host));
  const served = serving.length === 0 ? groups.length : Math.max(last + 1, canaries.length);
  const planned = groups.toSpliced(served, 0, ...services);
  const soaks = canarySoakMinutes > 0 && canaries.length > 0 && canaries.length < chosen.length;
  const behind = soaks ? [behindCanaries(definition, 'agents', canaries, 'enable')] : [];
  return { name: 'agents', groups: planned.toSpliced(canaries.length, 0, ...behind) };
}
