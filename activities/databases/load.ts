import type { Database } from '../../connectors/mysql/database';
import type { ClusterDefinition, CopyLoad } from '../../model/cluster';
import { beat } from '../heartbeat';
import { databaseOf } from './connections';
import { Slots } from './slots';

/** What is asked of the servers at most this often, however many ranges wait. */
const ASK_EVERY_MS = 1000;

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

  /** Carries out `work` when a thread is free and no limit is passed; it waits as long as it takes, with a sign of life. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    return this.#slots.during(async () => {
      for (let reason = await this.#ask(); reason !== null; reason = await this.#ask()) {
        beat({ waiting: reason });
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
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

/** Why copying has to wait now; null when it has not. */
export async function reasonToWait({ waitWhile }: CopyLoad, source: Database): Promise<string | null> {
  const { threadsRunning, replicaLagSeconds, replicas, sql } = waitWhile;
  if (threadsRunning !== null) {
    const [row] = await source.rows("SHOW GLOBAL STATUS LIKE 'Threads_running'");
    const running = Number(row?.['Value']);
    if (running > threadsRunning)
      return `${source.where} has ${running} threads running, the limit is ${threadsRunning}`;
  }
  if (replicaLagSeconds !== null)
    for (const replica of replicas) {
      const on = await databaseOf(replica);
      for (const row of await on.rows('SHOW SLAVE STATUS')) {
        const lag = row['Seconds_Behind_Master'];
        if (lag === null) return `${on.where} replicates nothing now`;
        if (Number(lag) > replicaLagSeconds)
          return `${on.where} is ${Number(lag)} s behind, the limit is ${replicaLagSeconds} s`;
      }
    }
  if (sql !== null) {
    const [row] = await source.rows(sql);
    const first = row === undefined ? null : Object.values(row)[0];
    if (first !== null && first !== undefined && String(first) !== '0' && String(first) !== '')
      return `the definition's own question to ${source.where} says so: ${String(first)}`;
  }
  return null;
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
