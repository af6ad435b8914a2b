import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';

/** A step that acts on the hosts of a batch. */
export type HostsInput = StepInput & { readonly hosts: readonly string[] };

/** The hosts of a batch that were not skipped. */
export function wantedHosts({ hosts, without = [] }: HostsInput): readonly string[] {
  return hosts.filter((host) => !without.includes(host));
}

/** Says who was left out: the step is due for them once they have their turn. */
export function withLeftOut({ hosts, without = [] }: HostsInput, result: StepResult): StepResult {
  const left = hosts.filter((host) => without.includes(host));
  if (left.length === 0) return result;
  return { ...result, unasked: true, summary: `${result.summary} ${pluralize(left.length, 'skipped host')} left out.` };
}
