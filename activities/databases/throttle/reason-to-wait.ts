import { DatabaseError } from '../../../connectors/mysql/database-error';
import type { Database } from '../../../connectors/mysql/database';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition, CopyLoad, DatabaseServer } from '../../../model/cluster';
import { databaseOf } from '../../toolbox/connections';

type Question = () => Promise<string | null>;

/** A server that the definition takes for a replica. */
class NoReplica extends Error {}

/**
 * Why copying has to wait now; null when it has not. A replica that does not answer, or that is none, is one: nobody knows how
 * far behind it is.
 */
export async function reasonToWait(load: CopyLoad, source: Database): Promise<string | null> {
  for (const ask of questions(load, source)) {
    const reason = await ask().catch((error: unknown) => {
      const waitable =
        error instanceof NoReplica || (error instanceof DatabaseError && error.type === 'DatabaseUnreachable');
      if (waitable) return error.message;
      throw error;
    });
    if (reason !== null) return reason;
  }
  return null;
}

/** Questions that cannot be asked at all: the copy would wait for their answer without end, or fail. */
export async function unanswered({ copy }: ClusterDefinition, source: Database): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const ask of questions(copy, source))
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof DatabaseError || error instanceof NoReplica)) throw error;
      const type = error instanceof NoReplica ? 'InvalidDefinition' : error.type;
      found.push({ type, message: `copy.waitWhile in the definition: ${error.message}` });
    }
  return found;
}

function questions({ waitWhile }: CopyLoad, source: Database): readonly Question[] {
  const { threadsRunning, replicaLagSeconds, replicas, sql } = waitWhile;
  return [
    ...(threadsRunning === null ? [] : [async () => tooManyThreads(source, threadsRunning)]),
    ...(replicaLagSeconds === null ? [] : replicas.map((replica) => async () => behind(replica, replicaLagSeconds))),
    ...(sql === null ? [] : [async () => ownReason(source, sql)]),
  ];
}

async function tooManyThreads(source: Database, limit: number): Promise<string | null> {
  const [row] = await source.rows("SHOW GLOBAL STATUS LIKE 'Threads_running'");
  const running = Number(row?.['Value']);
  return running > limit ? `${source.where} has ${running} threads running, the limit is ${limit}` : null;
}

async function behind(replica: DatabaseServer, limit: number): Promise<string | null> {
  const on = await databaseOf(replica);
  const show = await replicationQuestion(on);
  const connections = await on.rows(show);
  if (connections.length === 0) throw new NoReplica(`${on.where} is no replica: ${show} tells of no primary`);
  for (const row of connections) {
    const lag = row['Seconds_Behind_Master'];
    if (lag === null) return `${on.where} replicates nothing now`;
    if (Number(lag) > limit) return `${on.where} is ${Number(lag)} s behind, the limit is ${limit} s`;
  }
  return null;
}

/** A server keeps its version, and is asked for it once. */
const replicationQuestions = new WeakMap<Database, string>();

async function replicationQuestion(on: Database): Promise<string> {
  const known = replicationQuestions.get(on);
  if (known !== undefined) return known;
  const [server] = await on.rows('SELECT VERSION() AS version');
  // MariaDB, since connections may have names, tells of those only where it is asked for all.
  const show = /^1\d\..*MariaDB/.test(String(server?.['version'])) ? 'SHOW ALL SLAVES STATUS' : 'SHOW SLAVE STATUS';
  replicationQuestions.set(on, show);
  return show;
}

async function ownReason(source: Database, sql: string): Promise<string | null> {
  const [row] = await source.rows(sql);
  const first = row === undefined ? null : Object.values(row)[0];
  if (first === null || first === undefined || String(first) === '0' || String(first) === '') return null;
  return `the definition's own question to ${source.where} says so: ${String(first)}`;
}
