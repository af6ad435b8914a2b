import type { Ledger } from '../../model/ledger';
import type { StepInput } from '../../model/run';

/** A host that is through a phase, and since how many milliseconds. */
export interface HostTurn {
  readonly host: string;
  readonly ageMs: number;
}

/** Those of these hosts that are through a phase: `last` is the last part of the id of the step that says so. Who was left out is not there. */
export async function readHostTurns(
  ledger: Ledger,
  { run, phase, without = [] }: StepInput,
  { hosts, last }: { readonly hosts: readonly string[]; readonly last: string },
): Promise<readonly HostTurn[]> {
  const stepOf = (host: string): string => `${phase}/${host}/${last}`;
  const ages = await ledger.readAges(run.cluster, hosts.map(stepOf));
  return hosts.flatMap((host) => {
    const ageMs = ages.get(stepOf(host));
    return ageMs === undefined || without.includes(host) ? [] : [{ host, ageMs }];
  });
}
