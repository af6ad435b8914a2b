import { PROBES_ROOT } from '../../connectors/probes/probe';
import { readFreeBytes } from '../../connectors/probes/read-room';
import type { Blocker, BlockersResult } from '../../model/blocker';
import type { ClusterDefinition, ProbePoint } from '../../model/cluster';
import type { StepInput } from '../../model/run';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { fpingProblem } from './fping-problem';
import { pointsOf } from './points';
import { gigabytes, roomFor } from './room';
import { readTargets } from './targets';

/** Whether every VM can be pinged from every machine that is to; writes nothing. */
export const readProbeBlockers = defineRead({
  name: 'readProbeBlockers',
  run: async (deps: Dependencies, input: StepInput): Promise<BlockersResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const points = pointsOf(definition);
    const looked = await Promise.all(points.map((point, i) => look(deps, definition, point, i)));
    return {
      changed: false,
      summary: looked.map(({ summary }) => summary).join(' '),
      blockers: looked.flatMap(({ blockers }) => blockers),
    };
  },
});

async function look(
  deps: Dependencies,
  definition: ClusterDefinition,
  point: ProbePoint,
  i: number,
): Promise<Pick<BlockersResult, 'summary' | 'blockers'>> {
  const key = i === 0 ? 'probes' : `probes.points[${i - 1}]`;
  const { vms, controls, unreachable } = await readTargets(deps, definition, point);
  const machine = await deps.machine(definition, point.machine);
  const fping = fpingProblem(await machine.run(['fping', '--version'], { accept: 'any' }));
  const { stdout } = await machine.run(['ip', 'netns', 'list']);
  const present = new Set(['', ...stdout.split('\n').map((line) => line.split(' ')[0])]);
  const absent = [...vms, ...controls].map(({ namespace }) => namespace).filter((name) => !present.has(name));
  const room = roomFor(definition.probes, vms, controls.length);
  const free = await readFreeBytes(machine);
  const blockers: Blocker[] = [
    ...(fping === undefined ? [] : [`${machine.name}, which is to ping, ${fping}.`]),
    // Another point need not reach all networks: the first one does.
    ...(i > 0 ? [] : unreachable.missing).map(
      (network) =>
        `Network ${network} has running VMs, and ${key}.namespaces in the definition has no namespace for it.`,
    ),
    ...unreachable.ambiguous.map(
      (network) =>
        `Network ${network} has running VMs, and is not the only one of its name: give its id in ${key}.namespaces in the definition.`,
    ),
    ...[...new Set(absent)].map((namespace) => `${machine.name} has no network namespace ${namespace}.`),
    ...(free >= room.bytes ? [] : [`${machine.name} has ${gigabytes(free)} free in ${PROBES_ROOT}, and ${room.told}`]),
    ...(controls.length > 0
      ? []
      : [`${key}.controls in the definition is empty: loss of the probe would look like loss of VMs.`]),
  ].map((message) => ({ type: 'HostNotReady', message }));
  const from = i === 0 ? '' : ` from ${machine.name}`;
  return { summary: `${vms.length} VMs and ${controls.length} control targets can be pinged${from}.`, blockers };
}
