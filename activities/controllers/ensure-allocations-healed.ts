import { z } from 'zod';
import { readAllocations, removeAllocations } from '../../connectors/openstack/placement-api';
import type { Session } from '../../connectors/openstack/session';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { ComputeRows } from './compute-rows';
import { wantedHosts, withLeftOut, type HostsInput } from './hosts-input';
import { novaManage } from './nova-manage';

/** `heal_allocations` made some, or had nothing to do. */
const HEALED = [0, 4];

/** A nova-manage is a process of 100 MB that starts for two seconds. */
const AT_ONCE = 2;

const deleteAllocations = defineUndo({
  kind: 'deleteAllocations',
  detail: z.object({ consumers: z.array(z.string()).readonly() }),
  undo: async (deps, { consumers }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    await inParallel(consumers, 8, (consumer) => removeAllocations(session, consumer));
    return `The allocations of ${consumers.length} VMs are deleted.`;
  },
});

/** Placement knows what the VMs on these hosts use, so that the scheduler does not give it away again. */
export const ensureAllocationsHealed = defineStep({
  name: 'ensureAllocationsHealed',
  once: 'done',
  undo: deleteAllocations,
  run: async (deps: Dependencies, input: HostsInput): Promise<StepResult> => {
    const { definition, ledger, session, target } = await openAccess(deps, input.run.cluster);
    const rows = new ComputeRows(target, definition);
    const hosts = wantedHosts(input);
    const instances = await rows.instancesOn(hosts);
    const missing = await withoutAllocations(session, instances);
    // those of hosts that are left out may come later, and the undo is recorded once
    const later = await rows.instancesOn(input.hosts.filter((host) => !hosts.includes(host)));
    const consumers = [...missing, ...(await withoutAllocations(session, later))];
    if (consumers.length > 0) await deleteAllocations.record(ledger, input, { consumers });
    if (missing.length > 0) {
      const heal = ['placement', 'heal_allocations'];
      // Over all VMs it stops at the first whose host is yet to come: then one by one.
      if (await rows.allReported()) await novaManage(deps, definition, heal, HEALED);
      else
        await inParallel(missing, AT_ONCE, (id) => novaManage(deps, definition, [...heal, '--instance', id], HEALED));
      const still = await withoutAllocations(session, missing);
      if (still.length > 0) throw failure('CheckFailed', `Placement has no allocations for ${still.join(', ')}.`);
    }
    const healed = `${missing.length} of them created now`;
    const summary = `Allocations of ${instances.length} VMs, ${healed}.`;
    return withLeftOut(input, { changed: missing.length > 0, summary });
  },
});

async function withoutAllocations(session: Session, consumers: readonly string[]): Promise<string[]> {
  const missing = new Set<string>();
  await inParallel(consumers, 8, async (consumer) => {
    if (Object.keys(await readAllocations(session, consumer)).length === 0) missing.add(consumer);
  });
  return consumers.filter((consumer) => missing.has(consumer));
}
