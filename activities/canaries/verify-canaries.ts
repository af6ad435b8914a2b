import { listFirst } from '../../model/list-first';
import type { StepInput, StepResult } from '../../model/run';
import { problemsOf } from '../../model/verdict/health';
import { recordCheck } from '../define/check';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { inParallel } from '../toolbox/in-parallel';
import { readHostTurns } from './host-turns';
import { noteBadLook, readLookFrom } from './last-look';
import { readHealth } from './read-health';
import { shownProblems } from './shown-problems';
import { readSilentVms } from './silent-vms';

const HOSTS_AT_ONCE = 10;

export type CanariesInput = StepInput & {
  /** The canaries of the run, 100 at most. */
  readonly hosts: readonly string[];
  /** The step that says of a host that it is through the phase: the last part of its id. */
  readonly last: string;
  /** How long they are left alone before the verdict. */
  readonly minutes: number;
};

/**
 * The canaries have borne a phase: some time after the last of them is through, nothing is wrong with APIs, services and logs, and no VM of
 * theirs was silent beyond the budget. Until then it asks to be asked again. Fails with `CanaryBad`, and lists what is wrong; what it has
 * listed once, and is over, is not held against them when it is asked again.
 */
export const verifyCanaries = defineStep({
  name: 'verifyCanaries',
  once: 'never',
  run: async (deps: Dependencies, input: CanariesInput): Promise<StepResult> => {
    const { run, phase, minutes } = input;
    const definition = await deps.readDefinition(run.cluster);
    const ledger = await deps.ledger(definition);
    const turns = await readHostTurns(ledger, input, input);
    if (turns.length === 0) return { changed: false, summary: 'No canary is through: there is none to be judged.' };
    const names = listFirst(turns.map(({ host }) => host));
    const soakMs = Math.ceil(minutes * 60_000 - Math.min(...turns.map(({ ageMs }) => ageMs)));
    if (soakMs > 0) return { changed: false, summary: `${names}: left alone for ${minutes} minutes.`, soakMs };

    const now = Date.now();
    const from = await readLookFrom(ledger, run.cluster, phase);
    const looked = turns.map(({ host, ageMs }) => ({ host, ageMs: Math.min(ageMs, now - from) }));
    const since = looked.map(({ host, ageMs }) => ({ host, since: now - ageMs }));
    const health = await readHealth(deps, definition, since, { agents: phase === 'agents' });
    const silent = new Map<string, readonly string[]>();
    await inParallel(looked, HOSTS_AT_ONCE, async (turn) => {
      silent.set(turn.host, await readSilentVms(deps, definition, ledger, turn));
    });
    const problems = [
      ...problemsOf(health, definition.canary),
      ...looked.flatMap(({ host }) => silent.get(host) ?? []),
    ];
    const shown = shownProblems(problems);
    const check = { name: `canaries after ${phase}`, checked: turns.length, problems: shown };
    await recordCheck(ledger, run, check, shown.length);
    if (problems.length === 0) return { changed: false, summary: `${names}: well since the turns of ${phase}.` };
    await noteBadLook(ledger, run, phase, { from, at: now });
    throw failure('CanaryBad', `${names}:\n${shown.map((one) => `- ${one}`).join('\n')}\n`);
  },
});
