import { versionBlockers } from '../../../activities/controllers/preflight/service-versions';
import { latencyBlockers } from '../../../activities/controllers/preflight/latency';
import type { Database } from '../../../connectors/mysql/database';
import { openScratchDatabase } from '../../support/scratch-server';
import { createSteinNova, type SteinNova } from '../../support/stein-nova';

let database: Database;
let nova: SteinNova;
beforeAll(async () => {
  database = await openScratchDatabase();
  nova = await createSteinNova(database, 'versions');
});
afterAll(async () => {
  await nova.drop();
  await database.close();
});

async function addService(binary: string, host: string, version: number, deleted = 0): Promise<void> {
  await database.run(
    `INSERT INTO ${nova.definition.target.databases.nova}.services (\`binary\`, host, topic, report_count, deleted, version)
     VALUES (?, ?, ?, 0, ?, ?)`,
    [binary, host, binary, deleted, version],
  );
}

test('services that are older than the newest are named, whether they run or not; deleted rows are not', async () => {
  await expect(versionBlockers(database, nova.definition)).resolves.toEqual([]);
  await addService('nova-conductor', 'c1', 37);
  await addService('nova-scheduler', 'c1', 37);
  await addService('nova-conductor', 'gone', 9, 4);
  await expect(versionBlockers(database, nova.definition)).resolves.toEqual([]);
  await addService('nova-conductor', 'c2', 9);
  await addService('nova-compute', 'old', 35);
  const [blocker, ...more] = await versionBlockers(database, nova.definition);
  expect(more).toEqual([]);
  expect(blocker?.type).toBe('TargetNotClean');
  expect(blocker?.message).toMatch(
    /of version 37, older are nova-conductor on c2 \(9\), nova-compute on old \(35\)\. Upgrade these, or delete/,
  );
});

test('a server that answers too slowly is named, one slow answer is not', async () => {
  const what = 'The old database server';
  await expect(latencyBlockers(what, 'database', () => database.rows('SELECT 1'))).resolves.toEqual([]);
  let asked = 0;
  const once = (): Promise<unknown> => database.rows(asked++ === 0 ? 'SELECT SLEEP(0.4)' : 'SELECT 1');
  await expect(latencyBlockers(what, 'database', once)).resolves.toEqual([]);
  const slow = await latencyBlockers(what, 'database', () => database.rows('SELECT SLEEP(0.3)'));
  expect(slow).toMatchObject([
    {
      type: 'DatabaseUnreachable',
      message: expect.stringMatching(/^The old database server takes \d+ ms to answer, the middle of 5 times/),
    },
  ]);
});
