import { condition, setHandler } from '@temporalio/workflow';
import type { CommandHandler } from '../operator/command-handler';
import { signalParent } from '../toolbox/signal-parent';
import { BATCH_NEWS, WINDOW_NEWS, type BatchNews, type WindowNews } from './window-news';

/** Slots as a batch carries them into its next history. */
export interface CarriedSlots {
  /** Hosts that it may have under way. */
  readonly held: number;
  /** How many it gives back at a time: each time two histories grow. */
  readonly portion: number;
}

/** A batch's part of the window: how many of its hosts may be under way. More may come, and what it needs no longer goes back. */
export class Slots {
  readonly #portion: number;
  #held: number;
  #free: number;
  #owed = 0;
  #allBegun = false;
  #closed: WindowNews['closed'];

  constructor(
    { held, portion }: CarriedSlots,
    private readonly batch: string,
    private readonly commandHandler: CommandHandler,
  ) {
    this.#portion = portion;
    this.#held = held;
    this.#free = held;
    setHandler(WINDOW_NEWS, async ({ slots = 0, closed, setAside }) => {
      this.#held += slots;
      this.#free += slots;
      this.#closed ??= closed;
      if (setAside !== undefined) commandHandler.setAside(setAside);
      if (this.#allBegun) await this.allBegun();
    });
  }

  get closed(): WindowNews['closed'] {
    return this.#closed;
  }

  get carried(): CarriedSlots {
    return { held: this.#held, portion: this.#portion };
  }

  /** Waits for a free slot and takes it; false where no further host is to begin. A run that stops needs none: its tracks say so. */
  async take(over: () => boolean): Promise<boolean> {
    const stops = (): boolean => this.commandHandler.state.stop !== null;
    await condition(() => this.#free > 0 || this.#closed !== undefined || over() || stops());
    if (this.#closed !== undefined || over()) return false;
    this.#free--;
    return true;
  }

  /** A host is through. */
  async leave(): Promise<void> {
    this.#free++;
    if (this.#allBegun) await this.allBegun();
  }

  /** No further host is to begin: from now on every slot that is free goes back. */
  async allBegun(): Promise<void> {
    this.#allBegun = true;
    this.#owed += Math.max(this.#free, 0);
    this.#free = 0;
    if (this.#owed < this.#portion) return;
    const slots = this.#owed;
    this.#owed = 0;
    this.#held -= slots;
    await this.tell({ slots });
  }

  /** Tells the workflow that opened the batch. */
  async tell(news: Omit<BatchNews, 'batch'>): Promise<void> {
    await signalParent(BATCH_NEWS, { batch: this.batch, ...news });
  }
}
