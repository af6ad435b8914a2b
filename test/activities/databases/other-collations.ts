import { dropForeignKeys } from '../../../activities/databases/sql/foreign-keys';
import { tableName } from '../../../model/quote';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { runPhase, undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';

let scratch: Scratch;
/** Old databases whose texts are sorted otherwise than the new ones'. */
async function convertSources(collation: string): Promise<void> {
  const { database, cloud } = scratch;
  const { glance, cinder } = cloud.definition.source.databases;
  const tables = await database.rows(
    "SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_SCHEMA IN (?, ?) AND TABLE_TYPE = 'BASE TABLE'",
    [glance, cinder],
  );
  for (const { s, t } of tables) await dropForeignKeys(database, String(s), String(t));
  for (const { s, t } of tables)
    await database.run(
      `ALTER TABLE ${tableName(String(s), String(t))} CONVERT TO CHARACTER SET ${collation.split('_')[0]} COLLATE ${collation}`,
    );
}

/** Images and volumes out of old databases in other character sets. */
export function otherCollationTests(collations: readonly string[]): void {
  beforeAll(async () => {
    scratch = await openScratch('collation', 40);
  });
  afterAll(() => scratch.close());

  test.each(collations)(
    'images and volumes out of databases in %s are copied, and go back around rows of others',
    async (collation) => {
      const { activities, cloud, database, ledger, undos, run } = scratch;
      await convertSources(collation);
      const before = await takeDump(database, cloud.schemas);
      for (const plan of [planImages, planVolumes]) await runPhase(plan(cloud.definition), activities, run);

      const images = tableName(cloud.definition.target.databases.glance, 'images');
      await database.run(
        `INSERT INTO ${images} (id, status, created_at, deleted, min_disk, min_ram, protected)
       VALUES ('of-somebody-else', 'queued', NOW(), 0, 0, 0, 0)`,
      );
      await undoAll(ledger, undos, run);
      expect(await database.rows(`SELECT id FROM ${images}`)).toEqual([{ id: 'of-somebody-else' }]);
      await database.run(`DELETE FROM ${images}`);
      expect(await takeDump(database, cloud.schemas)).toEqual(before);
    },
  );
}
