import { createConnection, type Connection } from 'mysql2/promise';
import { resolveSecret } from '../../config/secrets';
import type { DatabaseServer } from '../../model/cluster';

/** Characters of a packet, far below what servers take. */
const MOST = 4_000_000;

/** Sends statements many in a packet: a way there and back costs more than what most of them do. Returns each one's answer. */
export type SendAtOnce = (statements: readonly string[]) => Promise<readonly unknown[]>;

/** Does work on one connection of its own. */
export async function withSendAtOnce<T>(
  { host, port, user, password }: DatabaseServer,
  work: (send: SendAtOnce) => Promise<T>,
): Promise<T> {
  const secret = await resolveSecret(password);
  const connection = await createConnection({ host, port, user, password: secret, multipleStatements: true });
  try {
    return await work((statements) => sendOn(connection, statements));
  } finally {
    await connection.end();
  }
}

async function sendOn(connection: Connection, statements: readonly string[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const some of packets(statements)) {
    const [given] = await connection.query<never>(some.join(';\n'));
    // the driver gives the answer to a lone statement as it is
    if (some.length === 1) answers.push(given);
    else answers.push(...(given as readonly unknown[]));
  }
  return answers;
}

function packets(statements: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  let room = 0;
  for (const one of statements) {
    if (one.length > room) {
      all.push([]);
      room = MOST;
    }
    room -= one.length;
    all.at(-1)?.push(one);
  }
  return all;
}
