import type { StepName } from '../activities/steps/list';
import type { ClusterDefinition } from '../model/cluster';
import type { PhaseName } from '../model/phases';
import type { Group, Track, PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';
import { selectHosts } from './host-selection';
import { planStep, STEP, type StepLine } from './step';

/** Functional checks, by the new APIs alone: they read and change nothing. */
export function planVerify(
  { rollout }: Pick<ClusterDefinition, 'rollout'>,
  { hosts }: Pick<PlanOptions, 'hosts'>,
): PlannedPhase {
  const ports = track('verify', 'ports', STEP.verifyPorts, 'Every port of a running VM is wired', {
    hosts: selectHosts(hosts),
  });
  const lists = rollout.open === 'early' ? [] : checkLists('verify', {}).lanes;
  return { name: 'verify', groups: [group([...lists, ports])] };
}

/** Objects that are asked for while tenants wait. */
export const SAMPLE = 1_000;

/** The new APIs list what the old ones did, `most` of each kind if given: true until tenants reach them. */
export function checkLists(phase: PhaseName, most: { readonly most?: number }): Group {
  return group([
    track(phase, 'servers', STEP.verifyServers, 'Every VM is listed by Nova as before', most),
    track(phase, 'volumes', STEP.verifyVolumes, 'Every volume is listed by Cinder as before', most),
    track(phase, 'images', STEP.verifyImages, 'Every image is listed by Glance as before', most),
  ]);
}

function group(lanes: readonly Track[]): Group {
  return { name: 'checks', workflow: 'inline', atOnce: lanes.length, lanes };
}

function track<Name extends StepName>(phase: PhaseName, name: string, ...step: StepLine<Name>): Track {
  return { name, steps: [planStep(`${phase}/${name}/check`, ...step)] };
}
