import { createDependencies } from '../../workers/dependencies';
import { definitionOf } from '../support/definition';

const SECRET = 'STACKLEAP_TEST_DEPENDENCIES';

afterEach(() => {
  delete process.env[SECRET];
});

test('a worker has one pool for each server and closes it; another worker has its own', async () => {
  const plain = definitionOf('blue');
  const server = { ...plain.source.server, password: `env:${SECRET}` } as const;
  const definition = { ...plain, source: { ...plain.source, server }, target: { ...plain.target, server } };
  const [worker, other] = [createDependencies('dc1'), createDependencies('dc1')];
  await expect(worker.deps.databases.of(server)).rejects.toMatchObject({ type: 'SecretMissing' });
  process.env[SECRET] = 'secret';
  const pool = await worker.deps.databases.of(server);
  expect(await worker.deps.databases.of(server)).toBe(pool);
  expect(await other.deps.databases.of(server)).not.toBe(pool);
  expect(await worker.deps.ledger(definition)).toBe(await worker.deps.ledger(definition));
  expect(worker.deps.throttle(definition)).toBe(worker.deps.throttle(definition));
  expect(other.deps.throttle(definition)).not.toBe(worker.deps.throttle(definition));
  await Promise.all([worker.close(), other.close()]);
  await expect(pool.rows('SELECT 1')).rejects.toThrow(/Pool is closed/);
});
