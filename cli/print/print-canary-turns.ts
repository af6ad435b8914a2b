import type { ClusterDefinition } from '../../model/cluster';
import { listFirst } from '../../model/list-first';
import { pluralize } from '../../model/pluralize';
import type { Plan } from '../../model/plan/plan';
import { canariesAmong } from '../../plan/turns/canaries';

/**
 * Which of the chosen hypervisors have their turns first, how long they soak, and where the run waits behind them; '' where no other comes
 * after them.
 */
export function printCanaryTurns(
  definition: Pick<ClusterDefinition, 'name' | 'rollout' | 'approvals'>,
  chosen: readonly string[],
  { phases }: Pick<Plan, 'phases'>,
): string {
  const { name, rollout, approvals = [] } = definition;
  const canaries = canariesAmong(definition, chosen);
  const among = phases.map((phase) => phase.name).filter((phase) => phase === 'hosts' || phase === 'agents');
  if (canaries.length === 0 || canaries.length === chosen.length || among.length === 0) return '';
  const { canarySoakMinutes: minutes = 0 } = rollout;
  return [
    `\n\ncanaries: in ${among.join(' and in ')} these have their turns before all others: ${listFirst(canaries)}`,
    ...(minutes > 0
      ? [`  behind them it leaves them alone for ${pluralize(minutes, 'minute')}, then judges them`]
      : []),
    ...(approvals.some(({ gate }) => gate === 'canaries')
      ? [`  then it waits${among.length > 1 ? ', each time' : ''}: stackleap approve ${name} canaries`]
      : []),
  ].join('\n');
}
