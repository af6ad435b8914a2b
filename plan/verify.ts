import type { StepName } from '../activities/steps/list';
import type { ClusterDefinition } from '../model/cluster';
import type { Track, PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';
import { selectHosts } from './host-selection';
import { planStep, STEP, type StepLine } from './step';

/** Functional checks, by the new APIs alone: they read and change nothing. */
export function planVerify(_: ClusterDefinition, { hosts }: Pick<PlanOptions, 'hosts'>): PlannedPhase {
  const tracks: readonly Track[] = [
    track('servers', STEP.verifyServers, 'Every VM is listed by Nova as before', {}),
    track('ports', STEP.verifyPorts, 'Every port of a running VM is wired', { hosts: selectHosts(hosts) }),
    track('volumes', STEP.verifyVolumes, 'Every volume is listed by Cinder as before', {}),
    track('images', STEP.verifyImages, 'Every image is listed by Glance as before', {}),
  ];
  return { name: 'verify', groups: [{ name: 'checks', workflow: 'inline', atOnce: tracks.length, lanes: tracks }] };
}

function track<Name extends StepName>(name: string, ...step: StepLine<Name>): Track {
  return { name, steps: [planStep(`verify/${name}/check`, ...step)] };
}
