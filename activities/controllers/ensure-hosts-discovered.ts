import { z } from 'zod';
import type { StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { eventually } from '../toolbox/eventually';
import { ComputeRows } from './compute-rows';
import { wantedHosts, withLeftOut, type HostsInput } from './hosts-input';
import { novaManage } from './nova-manage';

/** A new nova-compute reports its node within a minute of its start. */
const REPORTED_WITHIN_MS = 180_000;

const unmapHosts = defineUndo({
  kind: 'unmapHosts',
  detail: z.object({ hosts: z.array(z.string()).readonly() }),
  undo: async (deps, { hosts }, { cluster }) => {
    const { definition, target } = await openAccess(deps, cluster);
    await new ComputeRows(target, definition).unmap(hosts);
    return `${hosts.length} hosts are no longer mapped to a cell.`;
  },
});

/** Maps these hosts to their cell once their nova-compute has reported; never run twice at the same time. */
export const ensureHostsDiscovered = defineStep({
  name: 'ensureHostsDiscovered',
  once: 'done',
  undo: unmapHosts,
  run: async (deps: Dependencies, input: HostsInput): Promise<StepResult> => {
    const { definition, ledger, target } = await openAccess(deps, input.run.cluster);
    const rows = new ComputeRows(target, definition);
    const mapped = new Set(await rows.mappedOf(input.hosts));
    const unmapped = input.hosts.filter((host) => !mapped.has(host));
    const hosts = wantedHosts(input).filter((host) => !mapped.has(host));
    // those that are left out may come later, and the undo is recorded once
    if (unmapped.length > 0) await unmapHosts.record(ledger, input, { hosts: unmapped });
    if (hosts.length === 0)
      return withLeftOut(input, { changed: false, summary: `${mapped.size} hosts are known to their cell.` });
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
    const summary = `${hosts.length} hosts mapped to their cell: ${hosts.join(', ')}.`;
    return withLeftOut(input, { changed: true, summary });
  },
});
