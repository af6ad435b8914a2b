import type { Blocker, BlockersResult } from '../../model/blocker';
import type { StepInput } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { readTargets } from './targets';

/** Whether every VM can be pinged from the probe's machine; writes nothing. */
export function createReadProbeBlockers(deps: Dependencies) {
  return async (input: StepInput): Promise<BlockersResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const { vms, controls, unreachableNetworks } = await readTargets(definition);
    const machine = await deps.machine(definition, definition.probes.machine);
    const tool = await machine.run(['fping', '--version'], { accept: 'any' });
    const { stdout } = await machine.run(['ip', 'netns', 'list']);
    const present = new Set(['', ...stdout.split('\n').map((line) => line.split(' ')[0])]);
    const absent = [...vms, ...controls].map(({ namespace }) => namespace).filter((name) => !present.has(name));
    const blockers: Blocker[] = [
      ...(tool.exitCode === 0 ? [] : [`${machine.name}, the probe's machine, has no fping.`]),
      ...unreachableNetworks.map(
        (network) =>
          `Network ${network} has running VMs, and probes.namespaces in the definition has no namespace for it.`,
      ),
      ...[...new Set(absent)].map((namespace) => `${machine.name} has no network namespace ${namespace}.`),
      ...(controls.length > 0
        ? []
        : ['probes.controls in the definition is empty: loss of the probe would look like loss of VMs.']),
    ].map((message) => ({ type: 'HostNotReady', message }));
    return {
      changed: false,
      summary: `${vms.length} VMs and ${controls.length} control targets can be pinged.`,
      blockers,
    };
  };
}
