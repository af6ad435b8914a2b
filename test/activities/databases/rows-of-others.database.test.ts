import { tableName } from '../../../model/quote';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { copyTable, tableStep } from '../../support/table-steps';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch('others');
});
afterEach(() => scratch.close());

const instances = (): string => tableName(scratch.cloud.definition.target.databases.nova, 'instances');

test.each([
  ['in its place', ''],
  ['filled by ranges', 'BEFORE INSERT'],
])('rows that services put into a table %s are told, and are no difference', async (_how, trigger) => {
  const { activities, database, cloud, ledger } = scratch;
  const schema = cloud.definition.target.databases.nova;
  if (trigger !== '')
    await database.run(`CREATE TRIGGER ${schema}.own ${trigger} ON ${instances()} FOR EACH ROW SET @inserted = NEW.id`);
  await copyTable(scratch, 'nova.instances', 'nova');
  await database.run(`INSERT INTO ${instances()} (uuid, deleted) VALUES ('theirs', 0), ('theirs, too', 0)`);
  expect(await activities.verifyRows(tableStep(scratch, 'nova.instances', 'verify'))).toMatchObject({
    summary: expect.stringMatching(
      /^12 rows of .* maps to\. It has 2 rows more that did not come with this copy, from id 16 on: /,
    ),
  });
  expect(ledger.facts.get('tables/nova.instances')).toMatchObject({ rows: 12, verified: true });
});

test('a row under a number that the old cloud gave is a difference, also where the old row is gone', async () => {
  const { activities, database, cloud } = scratch;
  await database.run(`ALTER TABLE ${cloud.definition.source.databases.nova}.instances AUTO_INCREMENT = 101`);
  await copyTable(scratch, 'nova.instances', 'nova');
  await database.run(`INSERT INTO ${instances()} (id, uuid, deleted) VALUES (50, 'theirs', 0)`);
  await expect(activities.verifyRows(tableStep(scratch, 'nova.instances', 'verify'))).rejects.toMatchObject({
    type: 'RowsDiffer',
    message: expect.stringContaining('outside of all ranges (1 rows more in the target)'),
  });
});

test('a row too many is a difference where keys are UUIDs', async () => {
  const { activities, database, cloud } = scratch;
  await copyTable(scratch, 'glance.images', 'glance');
  await database.run(
    `INSERT INTO ${cloud.definition.target.databases.glance}.images (id, status, created_at, deleted, min_disk, min_ram, protected)
     VALUES ('zzz', 'queued', NOW(), 0, 0, 0, 0)`,
  );
  await expect(activities.verifyRows(tableStep(scratch, 'glance.images', 'verify'))).rejects.toMatchObject({
    type: 'RowsDiffer',
  });
});
