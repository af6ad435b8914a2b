import { readProbeClock } from '../../connectors/probes/read-loss';
import { viewOf } from '../../model/report/loss';
import { listFirst } from '../../model/list-first';
import type { RunRef, StepInput } from '../../model/run';
import { silentBeyond } from '../../model/report/silent';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import type { OpenHost } from '../toolbox/open-host';
import { tellLoss } from '../probes/loss-fact';
import { measure } from '../probes/measure';
import { awaitDomains } from './await-domains';
import { changesOf, type Closeness } from './changes';
import { noteWitnessed, witnessedHost, type WitnessedHost } from './witnessed-host';

/**
 * Fails when a guest of the host is not as it was witnessed: `GuestDisturbed`. Answers how many guests are. What the definition accepts,
 * by guest or by host, is noted and does not stop it.
 */
export async function lookAtGuests(
  { definition, ledger, machine }: OpenHost,
  seen: WitnessedHost,
  run: RunRef,
  closeness: Closeness,
): Promise<number> {
  const { domains } = seen;
  const { accept, unproven } = definition.guests;
  const host = machine.name;
  if (domains === null || unproven.includes(host)) return 0;
  const now = await awaitDomains(machine);
  const changes = changesOf(domains, now.domains, closeness);
  const known = new Set(seen.disturbed.map(({ message }) => message));
  const disturbed = [...seen.disturbed, ...changes.filter(({ message }) => !known.has(message))];
  await noteWitnessed(ledger, run, { ...seen, seenAt: new Date().toISOString(), disturbed });
  const harm = changes.filter(({ names }) => !accept.includes(host) && !names.some((name) => accept.includes(name)));
  if (harm.length > 0)
    throw failure(
      'GuestDisturbed',
      `${host}: ${listFirst(
        harm.map(({ message }) => message),
        '; ',
      )}.`,
    );
  return domains.length;
}

/**
 * Fails when a VM of the host was silent beyond the budget since it was witnessed, as the phase `agents` does: `PacketsLost`. What was
 * reported once is not reported again when the step is retried.
 */
export async function lookAtLoss(
  deps: Dependencies,
  open: OpenHost,
  { since, off }: WitnessedHost,
  run: RunRef,
): Promise<void> {
  const { definition, ledger, machine } = open;
  if (since === null) return;
  const measured = await measure(deps, definition, ledger, { since, host: machine.name });
  const silent = silentBeyond(measured, definition.probes.longestGapMs).vms.filter((vm) => !off.includes(viewOf(vm)));
  if (silent.length === 0) return;
  const now = await readProbeClock(await deps.machine(definition, definition.probes.machine));
  await noteWitnessed(ledger, run, { ...(await witnessedHost(deps, open, run)), since: now });
  throw failure('PacketsLost', `${machine.name}: ${listFirst(silent.map(tellLoss), '; ')}.`);
}

/** A step that the witness looks after. */
export type WitnessedInput = StepInput & { readonly host?: string; readonly hosts?: readonly string[] };
