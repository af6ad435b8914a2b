import { condition, patched, setHandler } from '@temporalio/workflow';
import type { ChildWorkflowHandle, Workflow } from '@temporalio/workflow';
import { childWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import type { GroupHead } from '../../model/plan/plan-page';
import { describe } from '../toolbox/failures';
import type { Batch } from './read-batches';
import type { Execution } from './execution';
import { passCanaryGateOfHosts } from './canary-gate';
import { runChild } from './run-child';
import { runTracks } from './run-group';
import { BATCH_NEWS, WINDOW_NEWS, type WindowNews } from './window-news';

/** A batch tells of its free slots this often at most: each time two histories grow. */
const NEWS_A_BATCH = 20;

interface OpenBatch {
  /** Hosts that it may have under way. */
  holds: number;
  /** Hosts for which it has no slot yet. */
  wants: number;
  child?: Pick<ChildWorkflowHandle<Workflow>, 'signal'>;
}

/**
 * The hosts under way, of several batches: as soon as one is through the next begins, also of the next batch. Common steps of different
 * batches never run side by side.
 */
export class HostWindow {
  steps = 0;
  #size = 0;
  #after: Promise<void> = Promise.resolve();
  readonly #open = new Map<string, OpenBatch>();
  readonly #working = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];

  constructor(
    private readonly execution: Execution,
    private readonly phase: PhaseName,
  ) {
    setHandler(BATCH_NEWS, async ({ batch, slots = 0, disturbed, setAside }) => {
      const one = this.#open.get(batch);
      if (one !== undefined) one.holds -= slots;
      if (setAside !== undefined) execution.commandHandler.setAside(setAside);
      if (setAside !== undefined || disturbed === true)
        await this.#tellAll({ ...(setAside && { setAside }), ...(disturbed && { closed: 'disturbed' }) }, batch);
      await this.#grant();
    });
  }

  get failed(): boolean {
    return this.#failures.length > 0;
  }

  /** Waits until a host of a further batch may begin, or something has failed. */
  async room({ atOnce }: GroupHead): Promise<void> {
    this.#size = Math.max(this.#size, atOnce);
    await condition(() => this.failed || (this.#wanting() === undefined && this.#free() > 0));
  }

  /** Waits until nothing is under way; throws the first failure. */
  async settle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
    if (this.failed) throw this.#failures[0];
  }

  /** Work that is not begun after a failure; its own one is thrown by `settle`, once nothing is under way. */
  async attempt(work: () => Promise<void>): Promise<void> {
    if (this.failed) return;
    try {
      await work();
    } catch (error) {
      this.#failures.push(error);
      await this.#tellAll({ closed: describe(error).type === 'GuestDisturbed' ? 'disturbed' : 'failed' });
    }
  }

  /** The common steps of a batch: those of one batch at a time. */
  async runCommon(groups: readonly GroupHead[]): Promise<void> {
    for (const group of groups) {
      if (group.done === true) continue;
      this.steps += (await runTracks(this.execution, this.phase, group)).steps;
      // earlier versions had no gate here
      if (group.canaries === true && patched('canaries-of-hosts')) await passCanaryGateOfHosts(this.execution);
    }
  }

  /** Begins a batch, with as many hosts as there is room for. */
  begin({ hosts, after }: Batch & { readonly hosts: GroupHead }): void {
    const work = this.attempt(async () => {
      await this.#runHosts(hosts);
      const turn = this.#after.then(() => this.runCommon(after));
      this.#after = turn.catch(() => undefined);
      await turn;
    }).finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  async #runHosts(hosts: GroupHead): Promise<void> {
    const { execution, phase } = this;
    const held = Math.min(this.#free(), hosts.lanes);
    const open: OpenBatch = { holds: held, wants: hosts.lanes - held };
    this.#open.set(hosts.name, open);
    const started = (child: NonNullable<OpenBatch['child']>): void => {
      open.child = child;
      void this.#grant();
    };
    try {
      const { steps } = await runChild(execution, {
        ...{ type: 'upgradeHostBatch', id: childWorkflowId(execution.run.cluster, phase, hosts.name) },
        ...{ phase, group: hosts, started },
        slots: { held, portion: Math.ceil(this.#size / NEWS_A_BATCH) },
      });
      this.steps += steps;
    } finally {
      this.#open.delete(hosts.name);
      void this.#grant();
    }
  }

  #free(): number {
    return this.#size - [...this.#open.values()].reduce((sum, { holds }) => sum + holds, 0);
  }

  #wanting(): OpenBatch | undefined {
    return [...this.#open.values()].find(({ wants }) => wants > 0);
  }

  async #grant(): Promise<void> {
    const open = this.#wanting();
    const slots = Math.min(this.#free(), open?.wants ?? 0);
    if (open?.child === undefined || slots <= 0) return;
    open.holds += slots;
    open.wants -= slots;
    await tell(open, { slots });
  }

  async #tellAll(news: WindowNews, but?: string): Promise<void> {
    await Promise.all([...this.#open].map(async ([name, open]) => (name === but ? undefined : tell(open, news))));
  }
}

async function tell({ child }: OpenBatch, news: WindowNews): Promise<void> {
  // one that has just ended has nothing left to do
  await child?.signal(WINDOW_NEWS, news).catch(() => undefined);
}
