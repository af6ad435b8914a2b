import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../connectors/mysql/database';
import type { ClusterDefinition, CopyLoad } from '../../../model/cluster';
import { beat, cancellation } from '../../toolbox/heartbeat';
import { reasonToWait } from './reason-to-wait';
import { Slots } from './slots';

/** What is asked of the servers at most this often, however many ranges wait. */
const ASK_EVERY_MS = 1000;

/** Time was over before the servers had room for the work: nothing was begun. */
export class Waiting extends Error {}

/** Keeps the copies of one cluster, of all its tables together, within what the definition allows. */
export class Load {
  readonly #slots: Slots;
  #asked = 0;
  #reason: Promise<string | null> = Promise.resolve(null);

  constructor(
    private readonly load: CopyLoad,
    private readonly source: Database,
  ) {
    this.#slots = new Slots(load.threads);
  }

  /**
   * Carries out `work` when a thread is free and no limit is passed; it waits with a sign of life. Fails with Waiting, whose
   * message says for what, where that has not come by `endsAt`, in milliseconds since the epoch.
   */
  async during<T>(work: () => Promise<T>, endsAt: number): Promise<T> {
    return this.#slots.during(async () => {
      for (let reason = await this.#ask(); reason !== null; reason = await this.#ask()) {
        if (Date.now() >= endsAt) throw new Waiting(reason);
        beat({ waiting: reason });
        await sleep(ASK_EVERY_MS, undefined, { signal: cancellation() });
      }
      return work();
    });
  }

  #ask(): Promise<string | null> {
    if (Date.now() - this.#asked >= ASK_EVERY_MS) {
      this.#asked = Date.now();
      this.#reason = reasonToWait(this.load, this.source);
    }
    return this.#reason;
  }
}

const loads = new Map<string, Load>();

/** One for all copies of a cluster in this process, as long as its definition says the same. */
export function loadOf(definition: ClusterDefinition, source: Database): Load {
  const key = JSON.stringify([definition.name, definition.source.server, definition.copy]);
  const known = loads.get(key);
  if (known !== undefined) return known;
  const fresh = new Load(definition.copy, source);
  loads.set(key, fresh);
  return fresh;
}
