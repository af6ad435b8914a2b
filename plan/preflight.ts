import type { StepName } from '../activities/steps/list';
import { chunk } from '../model/chunk';
import type { ClusterDefinition } from '../model/cluster';
import type { PhaseName } from '../model/phases';
import type { Group, Track, PlannedPhase } from '../model/plan/plan';
import type { PlanOptions } from '../model/upgrade';
import { selectHosts } from './host-selection';
import { planStep, STEP, type StepLine } from './step';

/** Hosts are looked at side by side, but not all 3,000 at once. More of them are a group of their own, which runs in children. */
const LOOKS_AT_ONCE = 50;
/** Their guests are looked at in slices of as many hosts, each of which asks twenty at once. */
const SLICES_AT_ONCE = 3;

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
  // A run of some hosts hands no services over.
  if (any('hosts', 'agents') && hosts === null)
    tracks.push(look('services', STEP.readServiceBlockers, 'Look at the network services', {}));
  const looked = any('hosts', 'agents') ? (hosts ?? definition.hypervisors) : [];
  const each = looked.map((host) => look(host, STEP.readHostBlockers, `Look at ${host}`, { host }));
  const few = each.length <= LOOKS_AT_ONCE;
  // Before the rows are copied the old ones tell.
  const lookAtGuests = (name: string, of: readonly string[] | ReturnType<typeof selectHosts>): Track =>
    look(name, STEP.readGuestBlockers, 'Look whether Nova, Neutron and libvirt know the same guests', {
      hosts: of,
      old: any('compute'),
    });
  if (any('hosts') && few) tracks.push(lookAtGuests('guests', selectHosts(hosts)));
  const readiness: Group = {
    ...{ name: 'readiness', workflow: 'inline', atOnce: LOOKS_AT_ONCE },
    lanes: few ? [...tracks, ...each] : tracks,
  };
  if (few) return { name: 'preflight', groups: [readiness] };
  const many: Group = { name: 'hosts', workflow: 'preflightHosts', atOnce: LOOKS_AT_ONCE, lanes: each };
  const slices = chunk(looked, LOOKS_AT_ONCE).map((some, i) => lookAtGuests(`guests-${i + 1}`, some));
  const guests: Group = { name: 'guests', workflow: 'preflightHosts', atOnce: SLICES_AT_ONCE, lanes: slices };
  return { name: 'preflight', groups: any('hosts') ? [readiness, many, guests] : [readiness, many] };
}

function look<Name extends StepName>(name: string, ...step: StepLine<Name>): Track {
  return { name, steps: [planStep(`preflight/${name}/look`, ...step)] };
}
