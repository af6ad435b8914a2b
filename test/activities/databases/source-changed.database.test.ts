import { tableName } from '../../../model/quote';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { copyTable, tableStep } from '../../support/table-steps';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('changed');
});
afterAll(() => scratch.close());

const source = (table: string): string => tableName(scratch.cloud.definition.source.databases.nova, table);

test('a row that changes after it was copied is found', async () => {
  await copyTable(scratch, 'nova.instances', 'nova');
  await scratch.database.run(`UPDATE ${source('instances')} SET display_name = 'renamed' WHERE deleted = 0 LIMIT 1`);
  await expect(scratch.activities.verifyRows(tableStep(scratch, 'nova.instances', 'verify'))).rejects.toMatchObject({
    type: 'RowsDiffer',
    message: expect.stringContaining('from the beginning to'),
  });
});

test('so is a row that something was built from', async () => {
  await copyTable(scratch, 'nova_api.request_specs', 'novaApi');
  await scratch.database.run(
    `UPDATE ${source('instance_extra')} SET flavor = CONCAT(flavor, ' ') WHERE deleted = 0 LIMIT 1`,
  );
  await expect(
    scratch.activities.verifyRows(tableStep(scratch, 'nova_api.request_specs', 'verify')),
  ).rejects.toMatchObject({
    message: expect.stringContaining('the source has changed since it was copied'),
  });
});

test('and a row that came behind all others', async () => {
  await copyTable(scratch, 'nova_api.key_pairs', 'novaApi');
  await scratch.database.run(
    `INSERT INTO ${source('key_pairs')} (name, user_id, type, deleted) VALUES ('late', 'late', 'ssh', 0)`,
  );
  await expect(scratch.activities.verifyRows(tableStep(scratch, 'nova_api.key_pairs', 'verify'))).rejects.toMatchObject(
    {
      message: expect.stringContaining('1 rows have come into the source since it was copied'),
    },
  );
});
