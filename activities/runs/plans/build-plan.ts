import { canonicalJson } from '../../../model/plan/canonical-json';
import type { Plan } from '../../../model/plan/plan';
import type { PlanReference } from '../../../model/plan/plan-page';
import type { RunRef, StoredFile } from '../../../model/run';
import type { UpgradeOptions } from '../../../model/upgrade';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { asMissing } from '../../toolbox/stored/as-missing';
import type { Planner, ReadOrder } from './planner';
import type { StoredPlans } from './stored-plan';

interface PlanRequest {
  readonly run: RunRef;
  readonly options: UpgradeOptions;
}

/** Builds and stores the plan, with the definition and templates that it is made from; or takes the stored one whose digest the options name. */
export function createBuildPlan(
  deps: Pick<Dependencies, 'readDefinition' | 'store'>,
  plan: Planner,
  { readAntiAffinity, readTrials, takeSnapshot }: ReadOrder,
  stored: StoredPlans,
) {
  async function takeStored({ run }: PlanRequest, sha256: string): Promise<PlanReference> {
    const given = await stored.read({ sha256 });
    if (given.cluster !== run.cluster)
      throw failure('InvalidInput', `The plan ${sha256} is for cluster ${given.cluster}, not ${run.cluster}.`);
    const { snapshot } = given;
    if (snapshot !== undefined)
      await deps.store.get({ sha256: snapshot }).catch((error: unknown) => {
        throw asMissing(error, `The store has no definition and templates ${snapshot} of the plan ${sha256}.`);
      });
    return reference(given, { datacenter: run.datacenter, path: '', sha256 });
  }

  return async ({ run, options }: PlanRequest): Promise<PlanReference> => {
    if (options.plan !== null) return takeStored({ run, options }, options.plan);
    const taken = await takeSnapshot?.(run.cluster);
    const definition = taken?.definition ?? (await deps.readDefinition(run.cluster));
    // Without them hosts of one group would be taken in a row: rather no plan.
    const { groups } = options.phases.includes('agents') ? await readAntiAffinity(definition) : { groups: [] };
    const hosts = options.hosts ?? definition.hypervisors;
    const trials = options.phases.includes('hosts') ? await readTrials(definition, hosts) : [];
    const snapshot = taken && (await deps.store.put(taken.content)).sha256;
    const made = { ...plan(definition, options, groups, trials), ...(snapshot !== undefined && { snapshot }) };
    const file = await deps.store.put(canonicalJson(made));
    if (options.hosts === null) return reference(made, file);
    const { sha256 } = await deps.store.put(canonicalJson(options.hosts));
    return { ...reference(made, file), hosts: { sha256, count: options.hosts.length } };
  };
}

function reference(plan: Plan, file: StoredFile): PlanReference {
  const phases = plan.phases.map(({ name, groups }) => ({
    name,
    groups: groups.length,
    steps: groups.reduce((sum, { lanes }) => sum + lanes.reduce((n, { steps }) => n + steps.length, 0), 0),
  }));
  const { failureBudget, version, snapshot } = plan;
  return {
    ...{ file, phases },
    ...(failureBudget !== undefined && { failureBudget }),
    ...(version !== undefined && { version }),
    ...(snapshot !== undefined && { snapshot }),
  };
}
