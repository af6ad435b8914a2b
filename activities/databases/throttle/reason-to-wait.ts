import { DatabaseError } from '../../../connectors/mysql/database-error';
import type { Database } from '../../../connectors/mysql/database';
import type { Blocker } from '../../../model/blocker';
import type { ThrottleSettings } from '../../../model/cluster';
import { ANSWER_MS, NoReplica, type Replicas } from './replicas';

type Question = () => Promise<string | null>;

/**
 * Why copying has to wait now; null when it has not. A replica that does not answer, or that is none, is one: nobody knows how
 * far behind it is.
 */
export async function reasonToWait(
  settings: ThrottleSettings,
  source: Database,
  replicas: Replicas,
): Promise<string | null> {
  for (const ask of questions(settings, source, replicas)) {
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
export async function findUnanswered(
  settings: ThrottleSettings,
  source: Database,
  replicas: Replicas,
): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const ask of questions(settings, source, replicas))
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof DatabaseError || error instanceof NoReplica)) throw error;
      const type = error instanceof NoReplica ? 'InvalidDefinition' : error.type;
      found.push({ type, message: `copy.waitWhile in the definition: ${error.message}` });
    }
  return found;
}

function questions({ waitWhile }: ThrottleSettings, source: Database, known: Replicas): readonly Question[] {
  const { threadsRunning, replicaLagSeconds, replicas, sql } = waitWhile;
  return [
    ...(threadsRunning === null ? [] : [async () => tooManyThreads(source, threadsRunning)]),
    ...(replicaLagSeconds === null
      ? []
      : replicas.map((replica) => async () => known.reasonToWait(replica, replicaLagSeconds))),
    ...(sql === null ? [] : [async () => ownReason(source, sql)]),
  ];
}

async function tooManyThreads(source: Database, limit: number): Promise<string | null> {
  const [row] = await source.within(ANSWER_MS).rows("SHOW GLOBAL STATUS LIKE 'Threads_running'");
  const running = Number(row?.['Value']);
  return running > limit ? `${source.where} has ${running} threads running, the limit is ${limit}` : null;
}

async function ownReason(source: Database, sql: string): Promise<string | null> {
  const [row] = await source.within(ANSWER_MS).rows(sql);
  const first = row === undefined ? null : Object.values(row)[0];
  if (first === null || first === undefined || String(first) === '0' || String(first) === '') return null;
  return `the definition's own question to ${source.where} says so: ${String(first)}`;
}
