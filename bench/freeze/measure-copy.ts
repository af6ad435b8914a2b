import type { Dependencies } from '../../activities/dependencies';
import { planUpgrade } from '../../plan/upgrade';
import { benchDefinition } from '../copy/definition';
import type { BenchServer } from '../copy/server';
import { makeSource, settle } from '../copy/source';
import { freshTarget } from '../copy/target';
import type { Parts } from './measure-lab';
import { phasesOf } from './run-phase';

/** The phase that grows with instances: the source has no more images and volumes than the lab. */
const COPIES = ['compute'] as const;

/** Nova's rows of so many instances, copied and compared by the whole phase on the bench's own server. */
export async function measureCopy(deps: Dependencies, on: BenchServer, instances: number): Promise<Parts> {
  await makeSource(on, instances);
  const definition = await benchDefinition(on, await freshTarget(on.database));
  await settle(on);
  const runPhase = phasesOf(deps, definition);
  const { phases } = planUpgrade(definition, { phases: COPIES, hosts: null, seedFlows: true });
  const parts: Record<string, number> = {};
  for (const { name, groups } of phases) {
    parts[name] = await runPhase(
      name,
      groups.filter((group) => !group.name.startsWith('probes-')),
    );
    console.log(`  ${instances} instances, ${name}: ${parts[name].toFixed(1)} s`);
  }
  return parts;
}
