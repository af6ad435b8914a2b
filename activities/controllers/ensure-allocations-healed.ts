import { listResourceClasses } from '../../connectors/openstack/placement-api';
import { listFirst } from '../../model/list-first';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { consumersAmong } from './allocations/consumers-among';
import { deleteAllocations } from './allocations/delete-allocations';
import { InstanceRows } from './allocations/instance-rows';
import { putLimitsBack } from './allocations/room';
import { AT_A_TIME, surveyHost, type HostSurvey } from './allocations/survey-host';
import { writeAllocations } from './allocations/write-allocations';
import { wantedHosts, withLeftOut, type HostsInput } from './hosts-input';

/** Hosts that are worked on side by side: Placement has few workers, and serves the scheduler meanwhile. */
const HOSTS_AT_ONCE = 4;

/** The first try takes many VMs a request, the last one each alone: what is refused then has a name. */
const TRIES = [AT_A_TIME, AT_A_TIME, 1];

const PROVIDERS_WITHIN_MS = 60_000;

/**
 * Placement knows what the VMs on these hosts use, so that the scheduler does not give it away again. A VM that has allocations keeps
 * them. Those of a batch of hosts are held in memory.
 */
export const ensureAllocationsHealed = defineStep({
  name: 'ensureAllocationsHealed',
  once: 'done',
  undo: deleteAllocations,
  run: async (deps: Dependencies, input: HostsInput): Promise<StepResult> => {
    const { definition, ledger, session, target } = await openAccess(deps, input.run.cluster);
    const rows = new InstanceRows(target, definition);
    const before = await deleteAllocations.readOpen(ledger, input);
    for (const room of before?.raised ?? []) await putLimitsBack(session, room);
    const classes = new Set(await listResourceClasses(session));
    const nodes = await rows.nodesOf(input.hosts);
    const providers = nodes.map(({ uuid }) => uuid);
    const providersUntil = Date.now() + PROVIDERS_WITHIN_MS;
    const survey = (host: string, again: boolean): Promise<HostSurvey> => {
      const own = nodes.filter((node) => node.host === host);
      return surveyHost({ session, rows, classes, providersUntil }, host, own, again);
    };

    const surveys = new Map<string, HostSurvey>();
    const refused = new Map<string, readonly string[]>();
    const wanted = new Set<string>();
    let open = wantedHosts(input);
    for (const [tried, atATime] of TRIES.entries()) {
      await inParallel(open, HOSTS_AT_ONCE, async (host) => void surveys.set(host, await survey(host, tried > 0)));
      const found = open.flatMap((host) => surveys.get(host) ?? []);
      const consumers = found.flatMap(({ missing }) => missing.map(({ consumer }) => consumer));
      for (const consumer of consumers) wanted.add(consumer);
      const standing = await deleteAllocations.readOpen(ledger, input);
      const detail = {
        consumers: [...new Set([...(standing?.consumers ?? []), ...consumers])],
        providers,
        raised: found.flatMap(({ rooms }) => rooms),
      };
      if (consumers.length > 0)
        await (standing === undefined
          ? deleteAllocations.record(ledger, input, detail)
          : deleteAllocations.amend(ledger, input, detail));
      await inParallel(found, HOSTS_AT_ONCE, async (one) => {
        refused.set(one.host, await writeAllocations(session, one, atATime));
      });
      if (detail.raised.length > 0) await deleteAllocations.amend(ledger, input, { ...detail, raised: [] });
      open = open.filter((host) => (refused.get(host) ?? []).length > 0);
      if (open.length === 0) break;
    }
    const created = await consumersAmong(session, providers, wanted);
    const all = [...surveys.values()];
    const problems = [...all.flatMap((one) => one.problems), ...[...refused.values()].flat()];
    if (problems.length > 0)
      throw failure('CheckFailed', `Placement lacks allocations of VMs: ${listFirst(problems, '; ')}.`);
    return withLeftOut(input, { changed: created.length > 0, summary: summaryOf(all, created.length) });
  },
});

function summaryOf(surveys: readonly HostSurvey[], created: number): string {
  const instances = surveys.reduce((sum, one) => sum + one.instances, 0);
  const exceeded = surveys.flatMap((one) => one.exceeded);
  const different = surveys.flatMap((one) => one.different);
  return [
    `Allocations of ${instances} VMs, ${created} of them created now.`,
    ...(exceeded.length === 0
      ? []
      : [`More than the hosts have, so that nothing is scheduled there: ${listFirst(exceeded, '; ')}.`]),
    ...(different.length === 0
      ? []
      : [`Left as they are, though their flavor says otherwise: ${listFirst(different)}.`]),
  ].join(' ');
}
