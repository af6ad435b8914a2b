import type { Plan } from '../model/plan/plan';
import { PlanError } from './plan-error';
import { PAGE_BYTES, STEP_INPUT_BYTES } from '../model/plan/plan-page';

/** What the ledger and the workflows rely on; a plan that breaks it is a mistake of a planner. */
export function checkPlan(plan: Plan): void {
  const seen = new Set<string>();
  for (const { name, groups } of plan.phases)
    for (const group of groups) {
      if (name === 'agents' && (group.atOnce !== 1 || group.lanes.length !== 1))
        throw new Error(`agents/${group.name}: agents are restarted strictly one after the other.`);
      for (const track of group.lanes) {
        if (Buffer.byteLength(JSON.stringify(track)) > PAGE_BYTES)
          throw new PlanError(`${name}/${track.name} has more than ${PAGE_BYTES} bytes.`);
        for (const { id, input } of track.steps) {
          if (Buffer.byteLength(JSON.stringify(input)) > STEP_INPUT_BYTES)
            throw new PlanError(`The input of ${id} has more than ${STEP_INPUT_BYTES} bytes.`);
          if (seen.has(id)) throw new Error(`The step ${id} is in the plan twice.`);
          seen.add(id);
        }
      }
    }
}
