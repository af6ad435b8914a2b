import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { activitiesOf } from '../../../activities/steps/activities-of';
import { undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { copyTable, tableStep } from '../../support/table-steps';

let scratch: Scratch;
let before: Record<string, string>;
let project: string;
beforeAll(async () => {
  const opened = await openScratch('chosen');
  const { cloud, database } = opened;
  before = await takeDump(database, Object.values(targets(opened)));
  project = String(
    (
      await database.rows(`SELECT project_id AS p FROM ${cloud.definition.source.databases.nova}.instances
     WHERE deleted = 0 ORDER BY id LIMIT 1`)
    )[0]?.['p'],
  );
  const all = await database.rows(
    `SELECT DISTINCT project_id AS p FROM ${cloud.definition.source.databases.nova}.instances`,
  );
  const projects = Object.fromEntries(all.map(({ p }) => [String(p), `new-${String(p).slice(0, 20)}`]));
  const alignment = { ...cloud.definition.alignment, windowsNic: 'virtio', identity: { projects, users: {} } };
  const deps = opened.withDefinition({ ...cloud.definition, alignment });
  scratch = { ...opened, deps, activities: activitiesOf(DATABASE_STEPS, deps) };
});
afterAll(() => scratch.close());

function targets({ cloud }: Pick<Scratch, 'cloud'>) {
  const { novaApi, nova } = cloud.definition.target.databases;
  return { novaApi, nova };
}
const source = (table: string): string => `${scratch.cloud.definition.source.databases.nova}.${table}`;
const target = (table: string): string => `${targets(scratch).nova}.${table}`;
const ask = async (sql: string): Promise<unknown[]> =>
  (await scratch.database.rows(sql)).map((row) => Object.values(row)[0]);
const verify = (mapping: string) => scratch.activities.verifyRows(tableStep(scratch, mapping, 'verify'));

test('a row that is copied again has the new ids of the definition', async () => {
  const { database } = scratch;
  await copyTable(scratch, 'nova.instances', 'nova');
  await database.run(
    `UPDATE ${source('instances')} SET display_name = 'changed' WHERE deleted = 0 AND project_id = '${project}'`,
  );
  expect(await verify('nova.instances')).toMatchObject({ summary: expect.stringContaining('Copied again: ') });
  expect(await ask(`SELECT DISTINCT project_id FROM ${target('instances')} WHERE display_name = 'changed'`)).toEqual([
    `new-${project.slice(0, 20)}`,
  ]);
});

test('rows that a fix-up adds come and go with those that they are made of', async () => {
  const { database } = scratch;
  const metadata = source('instance_system_metadata');
  const cards = `SELECT instance_uuid FROM ${target('instance_system_metadata')} WHERE id > 1000000 ORDER BY 1`;
  await copyTable(scratch, 'nova.instance_system_metadata', 'nova');
  const [windows, ...stay] = (await ask(cards)).map(String);
  const others = await ask(
    `SELECT uuid FROM ${source('instances')} i WHERE deleted = 0 AND os_type IS NULL AND NOT EXISTS (SELECT 1 FROM ${metadata} m
     WHERE m.instance_uuid = i.uuid AND m.\`key\` IN ('image_hw_vif_model', 'image_os_type', 'image_os_distro')) ORDER BY id`,
  );
  const [first, last] = [String(others[0]), String(others.at(-1))];
  await database.run(`UPDATE ${source('instances')} SET os_type = 'windows' WHERE uuid IN ('${first}', '${last}')`);
  await database.run(`UPDATE ${source('instances')} SET os_type = NULL WHERE uuid = '${windows}'`);
  await database.run(
    `UPDATE ${metadata} SET value = 'linux' WHERE \`key\` LIKE 'image_os%' AND instance_uuid = '${windows}'`,
  );
  await database.run(
    `INSERT INTO ${metadata} (deleted, instance_uuid, \`key\`, value) VALUES (0, '${first}', 'late', 'row')`,
  );
  // Two cards come and one goes; a value has changed, and a row has come behind the table's own.
  expect(await verify('nova.instance_system_metadata')).toMatchObject({
    summary: expect.stringMatching(/ Copied again: [45] rows of instance_system_metadata\.$/),
  });
  expect(await ask(cards)).toEqual([...stay, first, last].toSorted());
});

test('and all of it is undone', async () => {
  await undoAll(scratch.ledger, scratch.undos, scratch.run);
  expect(await takeDump(scratch.database, Object.values(targets(scratch)))).toEqual(before);
});
