import { setTimeout as sleep } from 'node:timers/promises';
import type { Databases } from '../../../connectors/mysql/databases';
import type { Blocker } from '../../../model/blocker';
import type { ThrottleSettings, DatabaseServer } from '../../../model/cluster';
import type { Dependencies, Throttle } from '../../dependencies';
import { beat, cancellation } from '../../toolbox/heartbeat';
import { findUnanswered, reasonToWait } from './reason-to-wait';
import { Replicas } from './replicas';
import { Slots } from './slots';

/** What is asked of the servers at most this often, however many ranges wait. */
const ASK_EVERY_MS = 1000;

/** Time was over before the servers had room for the work: nothing was begun. */
export class Waiting extends Error {}

/** One throttle for each cluster and what its definition says of its copy, all for the same worker. */
export function createThrottles(databases: Pick<Databases, 'of'>): Dependencies['throttle'] {
  const replicas = new Replicas(databases);
  const throttles = new Map<string, Throttle>();
  return ({ name, source: { server }, copy }) => {
    const key = JSON.stringify([name, server, copy]);
    const known = throttles.get(key);
    if (known !== undefined) return known;
    const fresh = new CopyThrottle(copy, server, databases, replicas);
    throttles.set(key, fresh);
    return fresh;
  };
}

class CopyThrottle implements Throttle {
  readonly #slots: Slots;
  #asked = 0;
  #reason: Promise<string | null> = Promise.resolve(null);

  constructor(
    private readonly settings: ThrottleSettings,
    private readonly source: DatabaseServer,
    private readonly databases: Pick<Databases, 'of'>,
    private readonly replicas: Replicas,
  ) {
    this.#slots = new Slots(settings.threads);
  }

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

  async unanswered(): Promise<Blocker[]> {
    return findUnanswered(this.settings, await this.databases.of(this.source), this.replicas);
  }

  #ask(): Promise<string | null> {
    if (Date.now() - this.#asked >= ASK_EVERY_MS) {
      this.#asked = Date.now();
      this.#reason = this.#readReason();
    }
    return this.#reason;
  }

  async #readReason(): Promise<string | null> {
    return reasonToWait(this.settings, await this.databases.of(this.source), this.replicas);
  }
}
