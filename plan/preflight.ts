import type { StepName } from '../activities/steps/list';
import type { ClusterDefinition } from '../model/cluster';
import type { PhaseName } from '../model/phases';
import type { Group, Track, PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';
import { selectHosts } from './host-selection';
import { planStep, STEP, type StepLine } from './step';

/** Hosts are looked at side by side, but not all 3,000 at once. More of them are a group of their own, which runs in children. */
const LOOKS_AT_ONCE = 50;

/** Looks for everything that stands in the way of the phases that were asked for; writes nothing. */
export function planPreflight(definition: ClusterDefinition, { phases, hosts }: PlanOptions): PlannedPhase {
  const any = (...names: readonly PhaseName[]): boolean => names.some((name) => phases.includes(name));
  const tracks: Track[] = [];
  if (any('freeze', 'controllers', 'open'))
    tracks.push(look('controllers', STEP.readControllerBlockers, 'Look at both control planes', {}));
  const tables = phases.filter((name) => name === 'images' || name === 'compute' || name === 'volumes');
  if (tables.length > 0)
    tracks.push(
      look('databases', STEP.readDatabaseBlockers, 'Look at the databases of both sides', { phases: tables }),
    );
  if (any('network')) tracks.push(look('network', STEP.readNetworkBlockers, 'Look at the network of both sides', {}));
  if (phases.some((name) => name !== 'preflight'))
    tracks.push(look('probes', STEP.readProbeBlockers, 'Look whether every VM can be pinged', {}));
  if (any('agents'))
    tracks.push(look('rollout', STEP.readRolloutBlockers, 'Look what sets the order of the agents', {}));
  // Before the rows are copied the old ones tell.
  if (any('hosts'))
    tracks.push(
      look('guests', STEP.readGuestBlockers, 'Look whether Nova, Neutron and libvirt know the same guests', {
        hosts: selectHosts(hosts),
        old: any('compute'),
      }),
    );
  // A run of some hosts hands no services over.
  if (any('hosts', 'agents') && hosts === null)
    tracks.push(look('services', STEP.readServiceBlockers, 'Look at the network services', {}));
  const looked = any('hosts', 'agents') ? (hosts ?? definition.hypervisors) : [];
  const each = looked.map((host) => look(host, STEP.readHostBlockers, `Look at ${host}`, { host }));
  const few = each.length <= LOOKS_AT_ONCE;
  const readiness: Group = {
    ...{ name: 'readiness', workflow: 'inline', atOnce: LOOKS_AT_ONCE },
    lanes: few ? [...tracks, ...each] : tracks,
  };
  const many: Group = { name: 'hosts', workflow: 'preflightHosts', atOnce: LOOKS_AT_ONCE, lanes: each };
  return { name: 'preflight', groups: few ? [readiness] : [readiness, many] };
}

function look<Name extends StepName>(name: string, ...step: StepLine<Name>): Track {
  return { name, steps: [planStep(`preflight/${name}/look`, ...step)] };
}
