import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { eventually } from '../toolbox/eventually';
import { ComputeRows } from './compute-rows';
import { novaManage } from './nova-manage';

/** A new nova-compute reports its node within a minute of its start. */
const REPORTED_WITHIN_MS = 180_000;

export type HostsInput = StepInput & { readonly hosts: readonly string[] };

/**
 * Records what takes these hosts out of the new Nova again. To be done before their nova-compute starts: undone after it has
 * been stopped, or it would report itself again at once.
 */
export function createEnsureHostsClaimed(deps: Dependencies) {
  return async (input: HostsInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const known = new Set(await new ComputeRows(target, definition).mappedOf(input.hosts));
    const hosts = input.hosts.filter((host) => !known.has(host));
    if (hosts.length > 0) await ledger.recordUndo(input, 'forgetHosts', { hosts });
    return { changed: false, summary: `${hosts.length} hosts are new to Nova, ${known.size} are known.` };
  };
}

/** Maps these hosts to their cell once their nova-compute has reported; never run twice at the same time. */
export function createEnsureHostsDiscovered(deps: Dependencies) {
  return async (input: HostsInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const rows = new ComputeRows(target, definition);
    const mapped = new Set(await rows.mappedOf(input.hosts));
    const hosts = input.hosts.filter((host) => !mapped.has(host));
    if (hosts.length === 0) return { changed: false, summary: `${input.hosts.length} hosts are known to their cell.` };
    await ledger.recordUndo(input, 'unmapHosts', { hosts });
    await eventually(async () => {
      const reported = new Set(await rows.reportedOf(hosts));
      const silent = hosts.filter((host) => !reported.has(host));
      if (silent.length > 0)
        throw failure('HostNotReady', `nova-compute has not reported itself yet on ${silent.join(', ')}.`);
    }, REPORTED_WITHIN_MS);
    await novaManage(deps, definition, ['cell_v2', 'discover_hosts', '--verbose']);
    const after = new Set(await rows.mappedOf(hosts));
    const missing = hosts.filter((host) => !after.has(host));
    if (missing.length > 0)
      throw failure('HostNotReady', `nova-manage cell_v2 discover_hosts did not find ${missing.join(', ')}.`);
    return { changed: true, summary: `${hosts.length} hosts mapped to their cell: ${hosts.join(', ')}.` };
  };
}
