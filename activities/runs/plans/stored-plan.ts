import type { Plan } from '../../../model/plan/plan';
import { tooNew } from '../../../model/plan/plan-version';
import type { StoredFile } from '../../../model/run';
import { sha256 } from '../../../alignment/sha256';
import type { Store } from '../../dependencies';
import type { StepName } from '../../steps/list';
import { asMissing } from '../../toolbox/stored/as-missing';
import { failure } from '../../toolbox/failure';

/** Reads plans from the store; the last one stays at hand, since a run reads its plan page by page. */
export class StoredPlans {
  #last: { readonly sha256: string; readonly plan: Plan<StepName> } | undefined;

  constructor(private readonly store: Store) {}

  async read(file: Pick<StoredFile, 'sha256'>): Promise<Plan<StepName>> {
    if (this.#last?.sha256 === file.sha256) return this.#last.plan;
    const content = await this.store.get(file).catch((error: unknown) => {
      throw asMissing(error, `The store has no plan ${file.sha256}.`);
    });
    if (sha256(content) !== file.sha256) throw failure('PlanMissing', `The plan ${file.sha256} is damaged.`);
    const plan = parse(content);
    const refused = plan && tooNew(plan);
    if (refused !== undefined) throw failure('WorkerOutdated', `The plan ${file.sha256} cannot be read. ${refused}`);
    if (!Array.isArray(plan?.phases)) throw failure('PlanMissing', `The file ${file.sha256} of the store is no plan.`);
    this.#last = { sha256: file.sha256, plan };
    return plan;
  }
}

/** Undefined for what is no JSON: an operator may name any file of the store. */
function parse(content: Buffer): Plan<StepName> | undefined {
  try {
    return (JSON.parse(content.toString('utf8')) as Plan<StepName> | null) ?? undefined;
  } catch {
    return undefined;
  }
}
