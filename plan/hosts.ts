import { chunk } from '../model/chunk';
import type { ClusterDefinition } from '../model/cluster';
import type { Group, Track, PlannedPhase } from '../model/plan/plan';
import type { StepFor } from '../activities/steps/list';
import { sha256 } from '../alignment/sha256';
import { claimHostsStep, discoverHostsStep, healAllocationsStep, type HostBatch } from './controllers';
import { chooseHosts } from './choose-hosts';
import { planStep, STEP } from './step';

/** What is done on a hypervisor, in this order: activity and what it is for. */
const STEPS: readonly (readonly [what: string, activity: StepFor<{ host: string }>, summary: string])[] = [
  ['managers', STEP.ensureManagersHeld, 'Hold Puppet, automatic updates and their kin'],
  ['repositories', STEP.ensureRepositories, 'Take packages from the new release'],
  ['fetch', STEP.ensurePackagesFetched, 'Fetch the new packages'],
  ['noted', STEP.ensureLibvirtNoted, 'Note how libvirtd finds its guests again'],
  ['hold', STEP.ensureUnitsHeld, 'Hold the units that scriptlets would restart'],
  ['packages', STEP.ensurePackagesSwapped, 'Swap the packages in one transaction'],
  ['configuration', STEP.ensureConfiguration, 'Write the new configuration'],
  ['libvirt', STEP.ensureLibvirtRestarted, 'Restart libvirtd, which takes its guests over again'],
  ['caches', STEP.ensureInfoCachesFit, 'Tell Nova of its ports what the switch has'],
  ['guests', STEP.ensureGuestsKnown, 'Prove that Nova, Neutron and libvirt know the same guests'],
  ['harmless', STEP.ensureComputeHarmless, 'Keep nova-compute from touching guests'],
  ['compute', STEP.ensureComputeStarted, 'Start the new nova-compute, which touches no guest'],
  ['untouched', STEP.verifyGuestsUntouched, 'No guest was touched'],
  ['own', STEP.ensureComputeReleased, 'Start nova-compute with its own configuration'],
  ['kept', STEP.verifyGuestsUntouched, 'No guest was touched by it either'],
];

function hostTrack(host: string): Track {
  return {
    name: host,
    steps: STEPS.map(([what, activity, summary]) =>
      planStep(`hosts/${host}/${what}`, activity, `${host}: ${summary}`, { host }),
    ),
  };
}

function inline(batch: HostBatch, name: string, steps: Track['steps']): Group {
  return { name, workflow: 'inline', atOnce: 1, lanes: [{ name: batch.track, steps }] };
}

/** Swaps packages and starts nova-compute, a batch of hosts in parallel after the other; agents stay stopped. */
export function planHosts(definition: ClusterDefinition, hosts: readonly string[] | null): PlannedPhase {
  const chosen = chooseHosts(definition, hosts);
  const groups: Group[] = [];
  for (const members of chunk(chosen, definition.rollout.hostsPerBatch)) {
    // named after all its hosts: a canary's batch must not be taken for one that only begins with the same host
    const name = `batch-${members[0]}-${sha256(members.join()).slice(0, 6)}`;
    const batch: HostBatch = { track: `hosts/${name}`, hosts: members };
    groups.push(
      inline(batch, `${name}-claim`, [claimHostsStep(batch)]),
      { name, workflow: 'upgradeHostBatch', atOnce: members.length, lanes: members.map(hostTrack) },
      inline(batch, `${name}-discover`, [discoverHostsStep(batch), healAllocationsStep(batch)]),
    );
  }
  return { name: 'hosts', groups };
}
