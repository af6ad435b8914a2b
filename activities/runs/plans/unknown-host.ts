import { didYouMean } from '../../../config/names/near-names';
import { pluralize } from '../../../model/pluralize';
import type { Plan } from '../../../model/plan/plan';

/** Why a command cannot be about this host: it has no turn in the plan. Undefined when it has one. */
export function unknownHost({ phases }: Plan, host: string): string | undefined {
  const hosts = new Set(
    phases
      .flatMap(({ groups }) => groups)
      .filter(({ workflow }) => workflow === 'upgradeHostBatch' || workflow === 'restartAgent')
      .flatMap(({ lanes }) => lanes.map(({ name }) => name)),
  );
  if (hosts.has(host)) return undefined;
  if (hosts.size === 0) return `No hypervisor has its turn in this run, so that ${host} cannot be named.`;
  return `${host} is none of the ${pluralize(hosts.size, 'host')} of this plan.${didYouMean(host, [...hosts])}`;
}
