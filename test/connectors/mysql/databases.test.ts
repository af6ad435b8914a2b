import type { Database } from '../../../connectors/mysql/database';
import { createDatabases, type DatabasesParts } from '../../../connectors/mysql/databases';
import type { DatabaseServer } from '../../../model/cluster';

const SERVER: DatabaseServer = { host: 'db', port: 3306, user: 'stackleap', password: 'env:SECRET' };

/** Databases whose pools are opened by nobody, and what was done to them. */
function pools(readSecret: DatabasesParts['readSecret'] = async () => Promise.resolve('secret')) {
  const done: string[] = [];
  const databases = createDatabases({
    readSecret,
    open: ({ host, user }, password) => {
      const where = `${user}@${host}`;
      done.push(`open ${where} ${password}`);
      const close = async (): Promise<void> => void done.push(`close ${where}`);
      return { where, close } as Database;
    },
  });
  return { databases, done };
}

test('a server has one pool for each login, which is closed with all others', async () => {
  const { databases, done } = pools();
  const [one, same] = await Promise.all([databases.of(SERVER), databases.of({ ...SERVER })]);
  expect(same).toBe(one);
  await databases.of({ ...SERVER, user: 'other' });
  expect(done).toEqual(['open stackleap@db secret', 'open other@db secret']);
  await databases.close();
  await databases.close();
  expect(done.slice(2)).toEqual(['close stackleap@db', 'close other@db']);
});

test('a server whose password is missing now is tried again', async () => {
  const secrets = [Promise.reject(new Error('SECRET is not set')), Promise.resolve('found')];
  const { databases, done } = pools(async () => secrets.shift() ?? Promise.reject(new Error('asked too often')));
  await expect(databases.of(SERVER)).rejects.toThrow('SECRET is not set');
  await expect(databases.of(SERVER)).resolves.toMatchObject({ where: 'stackleap@db' });
  expect(done).toEqual(['open stackleap@db found']);
});
