import type { Database } from '../../connectors/mysql/database';
import type { ClusterDefinition } from '../../model/cluster';
import { identifier } from '../../model/quote';
import { fakeOpenStack, type Answer } from './fake-openstack';
import { openScratchDatabase, scratchDefinition } from './scratch-server';

/** A cloud whose canaries are judged: Nova's tables are real, its APIs answer what a test says. */
export interface CanaryCloud {
  readonly database: Database;
  readonly definition: ClusterDefinition;
  close(): Promise<void>;
}

/**
 * `nova` is a schema of the test's own, with these of Stein's tables, empty. `answers` gives what APIs answer, by the part of the path
 * after the last version: a real cloud has no service that is down on demand.
 */
export async function openCanaryCloud(
  nova: string,
  tables: readonly string[],
  answers: () => Readonly<Record<string, Answer>>,
): Promise<CanaryCloud> {
  const database = await openScratchDatabase();
  const scratch = scratchDefinition();
  const from = identifier(scratch.target.databases.nova);
  await database.run(`CREATE DATABASE ${identifier(nova)}`);
  for (const name of tables) await database.run(`CREATE TABLE ${identifier(nova)}.${name} LIKE ${from}.${name}`);
  const openstack = await fakeOpenStack(({ path }) => {
    const [, answer] = Object.entries(answers()).find(([part]) => path.includes(part)) ?? [];
    return answer ?? { status: 404, body: {} };
  });
  const definition = {
    ...scratch,
    target: {
      ...scratch.target,
      databases: { ...scratch.target.databases, nova },
      identity: { ...scratch.target.identity, url: openstack.url, password: 'env:PATH' as const },
    },
  };
  const close = async (): Promise<void> => {
    await database.run(`DROP DATABASE ${identifier(nova)}`);
    await database.close();
    await openstack.close();
  };
  return { database, definition, close };
}
