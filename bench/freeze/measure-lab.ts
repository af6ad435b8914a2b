import type { Dependencies } from '../../activities/dependencies';
import { readDefinition } from '../../config/read-definition';
import { labUp } from '../../lab/commands/up';
import type { ClusterDefinition } from '../../model/cluster';
import type { PhaseName } from '../../model/phases';
import { planUpgrade } from '../../plan/upgrade';
import { prepareNetwork } from '../../plan/network';
import { setApiWorkers } from '../ports/api-workers';
import { addPaperAgents, DHCP_PORTS } from '../ports/source';
import { phasesOf } from './run-phase';

/** What lies between the stop of the old APIs and the opening of the new ones. */
export const CLOSED = ['freeze', 'images', 'compute', 'volumes', 'network', 'controllers', 'open'] as const;

/** Seconds a phase. */
export type Parts = Readonly<Partial<Record<PhaseName, number>>>;

/**
 * A lab with so many ports in its old Neutron, and a VM for each but those of DHCP: prepares its network while the old APIs serve, then goes
 * from `freeze` to `open`.
 */
export async function measureLab(deps: Dependencies, ports: number, apiWorkers: number): Promise<Parts> {
  const instances = ports - DHCP_PORTS;
  await labUp({ instances });
  const definition: ClusterDefinition = { ...(await readDefinition('lab')), name: 'bench' };
  await addPaperAgents(deps, definition, instances);
  await setApiWorkers(definition, apiWorkers);
  const runPhase = phasesOf(deps, definition);
  console.log(`- prepares ${ports} ports …`);
  const parts: Partial<Record<PhaseName, number>> = { prepare: await runPhase('prepare', [prepareNetwork()]) };
  console.log(`  prepare: ${parts.prepare?.toFixed(1)} s`);
  const { phases } = planUpgrade(definition, { phases: CLOSED, hosts: null, seedFlows: true });
  for (const { name, groups } of phases) {
    // Probes ping VMs that exist on paper alone.
    const own = groups.filter((group) => !group.name.startsWith('probes-'));
    parts[name] = await runPhase(name, own);
    console.log(`  ${name}: ${parts[name]?.toFixed(1)} s`);
  }
  return parts;
}
