import type { ClusterDefinition } from '../model/cluster';
import type { Group } from '../model/plan/plan';
import { listFirst } from '../model/list-first';
import { pluralize } from '../model/pluralize';
import { planStep, STEP } from './step';

/** Stands behind the canaries of a phase; `last` is what they have done last in it. They soak where the definition wants it. */
export function behindCanaries(
  { rollout }: Pick<ClusterDefinition, 'rollout'>,
  phase: 'hosts' | 'agents',
  hosts: readonly string[],
  last: string,
): Group {
  const { canarySoakMinutes: minutes = 0 } = rollout;
  const summary = `Leave ${listFirst(hosts)} alone for ${pluralize(minutes, 'minute')}, then judge how they are`;
  const soak = () => planStep(`${phase}/canaries/soak`, STEP.verifyCanaries, summary, { hosts, last, minutes });
  return {
    ...{ name: 'canaries-through', workflow: 'inline', atOnce: 1, canaries: true },
    lanes: minutes === 0 ? [] : [{ name: `${phase}/canaries`, steps: [soak()] }],
  };
}
