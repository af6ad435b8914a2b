import { proveRows } from '../../../activities/databases/verify/verify-rows';
import { tableName } from '../../../model/quote';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { copyTable, tableStep } from '../../support/table-steps';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('changed');
});
afterAll(() => scratch.close());

const source = (table: string): string => tableName(scratch.cloud.definition.source.databases.nova, table);
const target = (database: 'nova' | 'novaApi' | 'glance', table: string): string =>
  tableName(scratch.cloud.definition.target.databases[database], table);
const verify = (mapping: string, options = {}) =>
  proveRows(scratch.deps, tableStep(scratch, mapping, 'verify'), { waitMs: 10, ...options });

async function one(sql: string): Promise<Readonly<Record<string, unknown>>> {
  return (await scratch.database.rows(sql))[0] ?? {};
}

/** Changes a row as often as the server can, while something else is done. */
async function whileItChanges<T>(sql: string, work: () => Promise<T>): Promise<T> {
  const over = source('it_is_over');
  await scratch.database.run(`CREATE TABLE ${over} (id INT)`);
  // Server-side: from here another change would not come between any two statements of a busy worker.
  const writing = scratch.database.run(
    `BEGIN NOT ATOMIC REPEAT ${sql}; UNTIL EXISTS (SELECT 1 FROM ${over}) END REPEAT; END`,
  );
  try {
    return await work();
  } finally {
    await scratch.database.run(`INSERT INTO ${over} VALUES (1)`);
    await writing;
    await scratch.database.run(`DROP TABLE ${over}`);
  }
}

test('a row that changes after it was copied is copied again, and it alone', async () => {
  await copyTable(scratch, 'nova.instances', 'nova');
  const { id } = await one(`SELECT MIN(id) AS id FROM ${source('instances')} WHERE deleted = 0`);
  await scratch.database.run(`UPDATE ${source('instances')} SET display_name = 'renamed' WHERE id = ${String(id)}`);
  await expect(verify('nova.instances', { times: 0 })).rejects.toMatchObject({
    type: 'RowsDiffer',
    message: expect.stringMatching(
      new RegExp(`from the beginning to \\d+ \\(12 rows in the source, 12 in the target\\): id ${String(id)}\\.`),
    ),
  });
  expect(await verify('nova.instances')).toMatchObject({
    changed: true,
    summary: expect.stringMatching(/^12 rows of .* maps to\. Copied again: 1 row of instances\.$/),
  });
  expect(await one(`SELECT display_name AS name FROM ${target('nova', 'instances')} WHERE id = ${String(id)}`)).toEqual(
    {
      name: 'renamed',
    },
  );
  expect(scratch.ledger.facts.get('tables/nova.instances')).toMatchObject({ rows: 12, verified: true, copiedAgain: 1 });
});

test('so is a row that something was built from; where that is built as before it only counts as seen', async () => {
  await copyTable(scratch, 'nova_api.request_specs', 'novaApi');
  await scratch.database.run(
    `UPDATE ${source('instance_extra')} SET flavor = CONCAT(flavor, ' ') WHERE deleted = 0 LIMIT 1`,
  );
  await expect(verify('nova_api.request_specs', { times: 0 })).rejects.toMatchObject({
    type: 'RowsDiffer',
    message: expect.stringContaining('the source has changed since it was copied'),
  });
  expect(await verify('nova_api.request_specs')).toMatchObject({ changed: false });

  await copyTable(scratch, 'nova.instance_extra', 'nova');
  const { uuid, name } = await one(
    `SELECT i.uuid, i.key_name AS name FROM ${source('instances')} i JOIN ${source('key_pairs')} k
     ON k.user_id = i.user_id AND k.name = i.key_name AND k.deleted = 0 WHERE i.deleted = 0 LIMIT 1`,
  );
  await scratch.database.run(
    `UPDATE ${source('key_pairs')} SET fingerprint = 'changed' WHERE name = '${String(name)}'`,
  );
  expect(await verify('nova.instance_extra')).toMatchObject({ summary: expect.stringContaining('Copied again: ') });
  expect(
    String(
      (await one(`SELECT keypairs FROM ${target('nova', 'instance_extra')} WHERE instance_uuid = '${String(uuid)}'`))[
        'keypairs'
      ],
    ),
  ).toContain('"fingerprint":"changed"');
});

test('and a row that came behind all others', async () => {
  await copyTable(scratch, 'nova_api.key_pairs', 'novaApi');
  await scratch.database.run(
    `INSERT INTO ${source('key_pairs')} (name, user_id, type, deleted) VALUES ('late', 'late', 'ssh', 0)`,
  );
  await expect(verify('nova_api.key_pairs', { times: 0 })).rejects.toMatchObject({
    message: expect.stringContaining('1 rows have come into the source since it was copied'),
  });
  expect(await verify('nova_api.key_pairs')).toMatchObject({
    summary: expect.stringContaining('Copied again: 1 row of key_pairs.'),
  });
  const late = await one(`SELECT id FROM ${target('novaApi', 'key_pairs')} WHERE name = 'late'`);
  expect(late).toEqual(await one(`SELECT id FROM ${source('key_pairs')} WHERE name = 'late'`));
});

test('rows under UUIDs come, change and go', async () => {
  await copyTable(scratch, 'glance.images', 'glance');
  const images = tableName(scratch.cloud.definition.source.databases.glance, 'images');
  const { n } = await one(`SELECT COUNT(*) AS n FROM ${target('glance', 'images')}`);
  const { id } = await one(`SELECT MIN(id) AS id FROM ${images} WHERE deleted = 0`);
  await scratch.database.run(`UPDATE ${images} SET deleted = 1, status = 'deleted' WHERE id = '${String(id)}'`);
  await scratch.database.run(
    `INSERT INTO ${images} (id, name, status, is_public, created_at, deleted, min_disk, min_ram, protected)
     VALUES ('00000000-late', 'late', 'active', 0, NOW(), 0, 0, 0, 0), ('zzz', 'last', 'active', 0, NOW(), 0, 0, 0, 0)`,
  );
  expect(await verify('glance.images')).toMatchObject({
    summary: expect.stringMatching(new RegExp(`^${Number(n) + 1} rows .* Copied again: 3 rows of images\\.$`)),
  });
});

test('a row that changes all the time is named', async () => {
  await copyTable(scratch, 'nova_api.flavors', 'novaApi');
  const { id } = await one(`SELECT MAX(id) AS id FROM ${source('instance_types')} WHERE deleted = 0`);
  const change = `UPDATE ${source('instance_types')} SET rxtx_factor = RAND() WHERE id = ${String(id)}`;
  await expect(whileItChanges(change, () => verify('nova_api.flavors', { times: 2 }))).rejects.toMatchObject({
    type: 'RowsDiffer',
    message: expect.stringMatching(
      new RegExp(
        `: id ${String(id)} changed again each time that it was copied, 2 times in all\\. Copied again: 2 rows of flavors\\.`,
      ),
    ),
  });
  expect(await verify('nova_api.flavors')).toMatchObject({ changed: true });
});

test('a row whose children are there does not leave without them', async () => {
  await copyTable(scratch, 'nova_api.aggregates', 'novaApi');
  await copyTable(scratch, 'nova_api.aggregate_metadata', 'novaApi');
  const { id } = await one(`SELECT MIN(aggregate_id) AS id FROM ${target('novaApi', 'aggregate_metadata')}`);
  await scratch.database.run(`UPDATE ${source('aggregates')} SET deleted = id WHERE id = ${String(id)}`);
  await expect(verify('nova_api.aggregates')).rejects.toMatchObject({
    type: 'RowsDiffer',
    message: expect.stringMatching(
      new RegExp(`id ${String(id)}: gone from the source, and rows of aggregate_\\w+ in the target refer to it`),
    ),
  });
});

test('nothing is copied again once tenants have reached the new APIs', async () => {
  const { ledger, run } = scratch;
  await copyTable(scratch, 'nova_api.quotas', 'novaApi');
  await scratch.database.run(`UPDATE ${source('quotas')} SET hard_limit = 4711 WHERE deleted = 0`);
  await ledger.recordFact(run, 'open', { at: '2026-11-30T12:00:00Z' });
  await expect(verify('nova_api.quotas')).rejects.toMatchObject({ type: 'RowsDiffer' });
  expect(await one(`SELECT COUNT(*) AS n FROM ${target('novaApi', 'quotas')} WHERE hard_limit = 4711`)).toEqual({
    n: '0',
  });
});
