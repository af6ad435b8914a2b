import type { PhaseName } from '../../model/phases';
import { holdStep } from '../toolbox/hold-step';
import { passingReason } from '../toolbox/passing';
import type { Dependencies } from '../dependencies';
import { pairOf } from '../toolbox/pair-of';
import { failure } from '../toolbox/failure';
import type { OpenHost } from '../toolbox/open-host';
import { inParallel } from '../toolbox/in-parallel';
import { wrapFunctions, type Functions } from '../toolbox/wrap-functions';
import { lookAtGuests, lookAtLoss, type WitnessedInput } from './look-at-guests';
import { witnessedHost, type WitnessedHost } from './witnessed-host';

/** Phases in which something is done beside guests. */
const WITNESSED: readonly PhaseName[] = ['controllers', 'hosts', 'agents'];
const HOSTS_AT_ONCE = 20;
/** Steps of no host in particular are witnessed on so many hypervisors: to ask thousands would take longer than the step. */
export const HOSTS_AT_MOST = 100;

interface Seen {
  readonly open: OpenHost;
  readonly witnessed: WitnessedHost;
}

/**
 * The same steps, each with a witness: the guests of every host that the step acts upon are counted before and after it, with their
 * processes, states and devices, and in `hosts` what their VMs lost meanwhile. A change fails the step, whatever the step says itself.
 */
export function withWitness<T extends Functions>(deps: Dependencies, steps: T): T {
  return wrapFunctions(steps, (_, call) => async (...given) => {
    // Who wraps functions knows nothing of what they take: these are all steps.
    const [input] = given as unknown as [WitnessedInput];
    if (!WITNESSED.includes(input.phase)) return call(...given);
    const seen: Seen[] = [];
    const reason = await look(deps, input, seen);
    if (reason !== undefined) return holdStep(input.host ?? input.run.cluster, [reason]);
    const outcome = await call(...given).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    await lookAgain(deps, input, seen, outcome);
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  });
}

/** Steps with which a host's turn begins: nothing of it was touched yet. */
function beginsTurn({ phase, step }: WitnessedInput): boolean {
  return step.endsWith({ hosts: '/claim', agents: '/ready', controllers: '/restart' }[phase as string] ?? '/none');
}

/**
 * Why the step must wait, as nobody could tell what it does to its host's guests; undefined when it can. Of steps that do
 * not act on hypervisors themselves, those that do not answer are left out.
 */
async function look(deps: Dependencies, input: WitnessedInput, seen: Seen[]): Promise<string | undefined> {
  const definition = await deps.readDefinition(input.run.cluster);
  const ledger = await deps.ledger(definition);
  const pair = pairOf(deps, definition);
  const hosts = input.host === undefined ? (input.hosts ?? definition.hypervisors) : [input.host];
  const chosen = hosts.filter((host) => definition.hypervisors.includes(host)).slice(0, HOSTS_AT_MOST);
  const reasons: string[] = [];
  await inParallel(chosen, HOSTS_AT_ONCE, async (host) => {
    try {
      const open = { definition, pair, ledger, machine: await deps.machine(definition, host) };
      seen.push({ open, witnessed: await witnessedHost(deps, open, input.run, beginsTurn(input)) });
    } catch (error) {
      const reason = passingReason(error);
      if (reason === undefined) throw error;
      reasons.push(reason);
    }
  });
  return input.host === undefined ? undefined : reasons[0];
}

async function lookAgain(
  deps: Dependencies,
  input: WitnessedInput,
  seen: readonly Seen[],
  outcome: { readonly result: unknown } | { readonly error: unknown },
): Promise<void> {
  const { host, phase, run, step } = input;
  await inParallel(seen, HOSTS_AT_ONCE, async ({ open, witnessed }) => {
    try {
      await lookAtGuests(open, witnessed, run, { definitions: false });
      if (phase === 'hosts') await lookAtLoss(deps, open, witnessed, run);
    } catch (error) {
      if (host === undefined && passingReason(error) !== undefined) return;
      if (!('error' in outcome)) throw error;
      // What went wrong in the step tells why.
      const { type, message } = error as { readonly type?: string; readonly message: string };
      const known = (outcome.error as { readonly type?: string }).type === type;
      if (known || (type !== 'GuestDisturbed' && type !== 'PacketsLost')) return;
      const own = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
      throw failure(type, `${message} The step ${step} itself failed: ${own}`);
    }
  });
}
