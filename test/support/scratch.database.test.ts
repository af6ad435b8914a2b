import { openScratchDatabase, scratchServer } from './scratch-server';
import { openScratch } from './scratch-activities';

test('a scratch cloud that cannot be filled says why, and leaves nothing', async () => {
  const database = await openScratchDatabase();
  const server = { ...scratchServer(), port: 1 };
  await expect(openScratch('half', 1, { source: { database, server } })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  expect(await database.rows("SHOW DATABASES LIKE 'test\\_half\\_%'")).toEqual([]);
  await database.close();
});
