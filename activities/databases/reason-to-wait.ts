import { DatabaseError } from '../../connectors/mysql/database-error';
import type { Database } from '../../connectors/mysql/database';
import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition, CopyLoad, DatabaseServer } from '../../model/cluster';
import { databaseOf } from './connections';

type Question = () => Promise<string | null>;

/** Why copying has to wait now; null when it has not. A replica that does not answer is one: nobody knows how far behind it is. */
export async function reasonToWait(load: CopyLoad, source: Database): Promise<string | null> {
  for (const ask of questions(load, source)) {
    const reason = await ask().catch((error: unknown) => {
      if (error instanceof DatabaseError && error.type === 'DatabaseUnreachable') return error.message;
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
      if (!(error instanceof DatabaseError)) throw error;
      found.push({ type: error.type, message: `copy.waitWhile in the definition: ${error.message}` });
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
  for (const row of await on.rows('SHOW SLAVE STATUS')) {
    const lag = row['Seconds_Behind_Master'];
    if (lag === null) return `${on.where} replicates nothing now`;
    if (Number(lag) > limit) return `${on.where} is ${Number(lag)} s behind, the limit is ${limit} s`;
  }
  return null;
}

async function ownReason(source: Database, sql: string): Promise<string | null> {
  const [row] = await source.rows(sql);
  const first = row === undefined ? null : Object.values(row)[0];
  if (first === null || first === undefined || String(first) === '0' || String(first) === '') return null;
  return `the definition's own question to ${source.where} says so: ${String(first)}`;
}
