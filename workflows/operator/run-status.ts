import { defineQuery, setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { PhaseName } from '../../model/phases';
import type { Progress, Waiting } from '../../model/operator/progress';
import type { RunRef } from '../../model/run';
import type { PhaseOutcome, PhaseRecord, Verdict } from '../../model/upgrade';
import type { CommandHandler } from './command-handler';
import { progressMarkdown } from './progress';
import { CLUSTER, DATACENTER, OUTCOME, PHASE } from '../toolbox/search-attributes';

const CURRENT_SHOWN = 20;

/** Shows how a workflow ended that never came to a plan: searches must find it among those that failed. */
export function showOutcome(outcome: 'failed' | 'aborted'): void {
  upsertSearchAttributes([{ key: OUTCOME, value: outcome }]);
}

/** What a run shows of itself: the query `progress`, the web UI's current details, the search attributes. */
export class RunStatus {
  /** What is under way, each with how far it is. */
  readonly #current = new Map<string, string>();
  #phases: PhaseRecord[];
  #waiting: Waiting | null = null;
  #verdict: Verdict | '' = '';
  #stepsDone = 0;
  #alreadyDone = '';
  #rollsBackBecause: Progress['rollsBackBecause'];

  constructor(
    private readonly run: RunRef,
    private readonly plan: string,
    phases: readonly PhaseRecord[],
    private readonly commandHandler: CommandHandler,
  ) {
    this.#phases = [...phases];
    setHandler(defineQuery<Progress>('progress'), () => this.progress(), {
      description: 'Phases with state and seconds, steps under way, what is waited for, pending commands.',
    });
    upsertSearchAttributes([
      { key: CLUSTER, value: run.cluster },
      { key: DATACENTER, value: run.datacenter },
      { key: OUTCOME, value: 'running' },
    ]);
    this.publish();
  }

  get phases(): readonly PhaseRecord[] {
    return this.#phases;
  }

  /** Whether the run has its verdict. */
  get ended(): boolean {
    return this.#verdict !== '';
  }

  progress(): Progress {
    return {
      version: 1,
      cluster: this.run.cluster,
      run: this.run.id,
      plan: this.plan,
      ...(this.run.snapshot !== undefined && { snapshot: this.run.snapshot }),
      verdict: this.#verdict,
      phases: this.#phases,
      current: [...this.#current.keys()].slice(0, CURRENT_SHOWN),
      details: Object.fromEntries([...this.#current].slice(0, CURRENT_SHOWN).filter(([, text]) => text !== '')),
      stepsDone: this.#stepsDone,
      ...(this.#alreadyDone === '' ? {} : { leftAlone: this.#alreadyDone }),
      waiting: this.#waiting,
      ...(this.#rollsBackBecause === undefined ? {} : { rollsBackBecause: this.#rollsBackBecause }),
      control: this.commandHandler.state,
    };
  }

  publish(): void {
    setCurrentDetails(progressMarkdown(this.progress()));
  }

  async during<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.#current.set(what, '');
    this.publish();
    try {
      const result = await work();
      this.#stepsDone++;
      return result;
    } finally {
      this.#current.delete(what);
      this.publish();
    }
  }

  /** How far something is that is under way. */
  note(what: string, text: string): void {
    if (!this.#current.has(what)) return;
    this.#current.set(what, text);
    this.publish();
  }

  /** Which hosts had finished the phase before; '' says nothing of them. */
  showAlreadyDone(hosts: string): void {
    if (hosts === '') return;
    this.#alreadyDone = hosts;
    this.publish();
  }

  enterPhase(name: PhaseName): void {
    upsertSearchAttributes([{ key: PHASE, value: name }]);
    this.#set(name, 'running', undefined);
  }

  /** `since` in milliseconds; the time of a phase that is run again adds up. */
  leavePhase(name: PhaseName, outcome: PhaseOutcome, since: number): void {
    this.#set(name, outcome, since);
  }

  /** From now on it undoes what it did. */
  turnBack(because: Progress['rollsBackBecause']): void {
    this.#rollsBackBecause = because;
    this.publish();
  }

  markUndone(outcome: 'rolled-back' | 'undo-failed', phases: ReadonlySet<PhaseName>): void {
    for (const { name } of this.#phases) if (phases.has(name)) this.#set(name, outcome, undefined);
  }

  #set(name: PhaseName, outcome: PhaseOutcome, since: number | undefined): void {
    const spent = since === undefined ? 0 : (Date.now() - since) / 1000;
    this.#phases = this.#phases.map((phase) =>
      phase.name === name ? { name, outcome, seconds: Math.round((phase.seconds + spent) * 10) / 10 } : phase,
    );
    this.publish();
  }

  async whileWaiting<T>(waiting: Waiting, work: () => Promise<T>): Promise<T> {
    this.show(waiting);
    try {
      return await work();
    } finally {
      this.show(null);
    }
  }

  /** What is waited for, here or in a child; null when the run continues. */
  show(waiting: Waiting | null): void {
    this.#waiting = waiting;
    // nobody is asked while canaries soak
    const asks = waiting !== null && waiting.for !== 'soak';
    upsertSearchAttributes([{ key: OUTCOME, value: asks ? 'waiting' : 'running' }]);
    this.publish();
  }

  finish(verdict: Verdict): void {
    this.#verdict = verdict;
    upsertSearchAttributes([{ key: OUTCOME, value: verdict }]);
    this.publish();
  }
}
