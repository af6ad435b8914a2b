import type { Database } from '../../../connectors/mysql/database';
import type { Databases } from '../../../connectors/mysql/databases';
import type { DatabaseServer } from '../../../model/cluster';
import { Remembered } from '../../toolbox/remembered';

/** A server keeps its version until it is made again: for so long it may be asked in the words of the one before it. */
const VERSION_STANDS_MS = 60_000;

/** A server that has said nothing for so long does not answer. */
export const ANSWER_MS = 30_000;

/** A server that the definition takes for a replica. */
export class NoReplica extends Error {}

/** The replicas that copies wait for. */
export class Replicas {
  readonly #questions = new Remembered<string>(VERSION_STANDS_MS);

  constructor(private readonly databases: Pick<Databases, 'of'>) {}

  /**
   * Why it is to be waited for: it replicates nothing, or is further behind than `limit` seconds; null when neither. Fails with
   * NoReplica where it has no primary, with DatabaseError where it does not answer.
   */
  async reasonToWait(replica: DatabaseServer, limit: number): Promise<string | null> {
    const on = await this.databases.of(replica);
    const show = await this.#questions.of(JSON.stringify(replica), () => replicationQuestion(on));
    const connections = await on.within(ANSWER_MS).rows(show);
    if (connections.length === 0) throw new NoReplica(`${on.where} is no replica: ${show} tells of no primary`);
    for (const row of connections) {
      const lag = row['Seconds_Behind_Master'];
      if (lag === null) return `${on.where} replicates nothing now`;
      if (Number(lag) > limit) return `${on.where} is ${Number(lag)} s behind, the limit is ${limit} s`;
    }
    return null;
  }
}

async function replicationQuestion(on: Database): Promise<string> {
  const [server] = await on.within(ANSWER_MS).rows('SELECT VERSION() AS version');
  // MariaDB, since connections may have names, tells of those only where it is asked for all.
  return /^1\d\..*MariaDB/.test(String(server?.['version'])) ? 'SHOW ALL SLAVES STATUS' : 'SHOW SLAVE STATUS';
}
