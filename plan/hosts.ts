import { chunk } from '../model/chunk';
import type { ClusterDefinition } from '../model/cluster';
import { listFirst } from '../model/list-first';
import type { HostModule, ModuleName } from '../model/host/modules';
import { modulesOf } from '../model/pair/modules-of';
import type { Group, PlannedPhase, Step, Track } from '../model/plan/plan';
import type { Trial } from '../model/plan/trial';
import type { StepFor } from '../activities/steps/list';
import { sha256 } from '../alignment/sha256';
import { pluralize } from '../model/pluralize';
import { findReleasePair } from '../releases/register';
import { claimHostsStep, discoverHostsStep, healAllocationsStep, type HostBatch } from './controllers';
import { chooseHosts } from './turns/choose-hosts';
import { canariesAmong } from './turns/canaries';
import { firstHosts } from './turns/first-hosts';
import { behindCanaries } from './soak';
import { planStep, STEP } from './step';

/** What is done on a hypervisor before its modules, in this order: activity and what it is for. */
const BEFORE: readonly (readonly [what: string, activity: StepFor<{ host: string }>, summary: string])[] = [
  ['managers', STEP.ensureManagersHeld, 'Hold Puppet, automatic updates and their kin'],
  ['repositories', STEP.ensureRepositories, 'Take packages from the new release'],
  ['fetch', STEP.ensurePackagesFetched, 'Fetch the new packages'],
  ['noted', STEP.ensureLibvirtNoted, 'Note how libvirtd finds its guests'],
  ['hold', STEP.ensureUnitsHeld, 'Hold units that scriptlets would restart'],
];

/** When all modules are there. */
const AFTER: typeof BEFORE = [
  ['configuration', STEP.ensureConfiguration, 'Write the new configuration'],
  ['libvirt', STEP.ensureLibvirtRestarted, 'Restart libvirtd, which takes its guests over again'],
  ['caches', STEP.ensureInfoCachesFit, 'Tell Nova of its ports what the switch has'],
  ['guests', STEP.ensureGuestsKnown, 'Nova, Neutron and libvirt know the same guests'],
  ['disabled', STEP.ensureComputeDisabled, 'Let Nova give it no new VMs during its turn'],
  ['harmless', STEP.ensureComputeHarmless, 'Keep nova-compute from guests'],
  ['compute', STEP.ensureComputeStarted, 'Start the new nova-compute, kept from guests'],
  ['untouched', STEP.verifyGuestsUntouched, 'No guest was touched'],
  ['own', STEP.ensureComputeReleased, 'Start nova-compute with its own configuration'],
  ['kept', STEP.verifyGuestsUntouched, 'No guest was touched by it either'],
];

function hostTrack(host: string, modules: readonly HostModule[]): Track {
  const steps = (list: typeof BEFORE): readonly Step[] =>
    list.map(([what, activity, summary]) => planStep(`hosts/${host}/${what}`, activity, summary, { host }));
  const moduleSteps = (module: HostModule): readonly Step[] => [
    moduleStep(host, module, 'packages', STEP.ensureModuleSwapped, changesOf(module)),
    ...(module.checks.length === 0
      ? []
      : [
          moduleStep(
            host,
            module,
            'proof',
            STEP.verifyModule,
            `Prove it by ${pluralize(module.checks.length, 'command')}`,
          ),
        ]),
  ];
  return { name: host, steps: [...steps(BEFORE), ...modules.flatMap(moduleSteps), ...steps(AFTER)] };
}

function moduleStep(
  host: string,
  { name: module }: HostModule,
  what: string,
  activity: StepFor<{ host: string; module: ModuleName }>,
  summary: string,
): Step {
  return planStep(`hosts/${host}/${module}-${what}`, activity, summary, { host, module });
}

/** What a module does to packages, in words. */
function changesOf({ packages, install, remove, keep, remark }: HostModule): string {
  const told: readonly (readonly [string, readonly string[]])[] = [
    ['update', packages.includes('*') ? ['all that are left'] : packages],
    ['install', install],
    ['remove', remove],
    ['keep', keep],
  ];
  const changes = told.flatMap(([verb, names]) => (names.length === 0 ? [] : [`${verb} ${listFirst(names, ', ', 2)}`]));
  return [...changes, ...(remark === undefined ? [] : [remark])].join('; ');
}

function inline(batch: HostBatch, name: string, steps: Track['steps']): Group {
  return { name, workflow: 'inline', atOnce: 1, lanes: [{ name: batch.track, steps }] };
}

/**
 * Swaps packages and starts nova-compute, a batch of hosts in parallel after the other; agents stay stopped. Canaries and hosts that are
 * tried for others are in batches of their own, before all others.
 */
export function planHosts(
  definition: ClusterDefinition,
  hosts: readonly string[] | null,
  trials: readonly Trial[] = [],
): PlannedPhase {
  const chosen = chooseHosts(definition, hosts);
  const { early, others } = firstHosts(definition, chosen, trials);
  const { from, to } = definition.releases;
  const modules = modulesOf(definition, { modules: findReleasePair(from, to)?.modules ?? [] });
  const { hostsPerBatch } = definition.rollout;
  const batches = (members: readonly string[], more: Pick<Group, 'trial'> = {}): readonly Group[] =>
    chunk(members, hostsPerBatch).flatMap((batch) => groupsOf(batch, modules, { atOnce: hostsPerBatch, ...more }));
  const tried = trials.length > 0 || others.length > 0;
  const between = early.length > 0 && others.length > 0 ? [behindFirst(definition, chosen)] : [];
  return { name: 'hosts', groups: [...batches(early, tried ? { trial: true } : {}), ...between, ...batches(others)] };
}

/** Stands between the first hosts and all others: it comes after the former and before the latter. */
function behindFirst(definition: ClusterDefinition, chosen: readonly string[]): Group {
  const canaries = canariesAmong(definition, chosen);
  return canaries.length > 0
    ? behindCanaries(definition, 'hosts', canaries, 'own')
    : { name: 'trials-through', workflow: 'inline', atOnce: 1, lanes: [] };
}

/** A batch of hosts, and what is done for all of them before and after. */
function groupsOf(
  hosts: readonly string[],
  modules: readonly HostModule[],
  pace: Pick<Group, 'atOnce' | 'trial'>,
): readonly Group[] {
  // named after all its hosts: a canary's batch must not be taken for one that only begins with the same host
  const name = `batch-${hosts[0]}-${sha256(hosts.join()).slice(0, 6)}`;
  const batch: HostBatch = { track: `hosts/${name}`, hosts };
  return [
    inline(batch, `${name}-claim`, [claimHostsStep(batch)]),
    { name, workflow: 'upgradeHostBatch', lanes: hosts.map((host) => hostTrack(host, modules)), ...pace },
    inline(batch, `${name}-discover`, [discoverHostsStep(batch), healAllocationsStep(batch)]),
  ];
}
