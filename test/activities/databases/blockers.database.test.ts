import { readDatabaseBlockers } from '../../../activities/databases/preflight/read-blockers';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('block');
});
afterAll(() => scratch.close());

async function blockers(definition: ClusterDefinition = scratch.cloud.definition): Promise<readonly Blocker[]> {
  const deps = scratch.withDefinition(definition);
  return (
    await readDatabaseBlockers.run(deps, { run: scratch.run, step: 'preflight/databases/look', phase: 'preflight' })
  ).blockers;
}

async function foreign(): Promise<boolean> {
  return (await blockers()).some(({ type }) => type === 'TargetNotClean');
}

test('all that stands in the way is reported at once, and nothing is written', async () => {
  const { database, cloud } = scratch;
  const { nova, cinder } = cloud.definition.source.databases;
  const { novaApi, glance } = cloud.definition.target.databases;
  const spoil = [
    `UPDATE ${nova}.instances SET task_state = 'rebooting' WHERE id = 1`,
    `UPDATE ${nova}.instances SET project_id = 'nobody' WHERE id = 2`,
    `UPDATE ${nova}.instance_types SET name = NULL WHERE deleted = 0 LIMIT 1`,
    `UPDATE ${nova}.key_pairs SET public_key = REPEAT('x', 70000) WHERE deleted = 0 LIMIT 1`,
    `INSERT INTO ${nova}.instance_type_extra_specs (deleted, instance_type_id, \`key\`, value)
       SELECT 0, instance_type_id, UPPER(\`key\`), 'x' FROM ${nova}.instance_type_extra_specs WHERE deleted = 0 LIMIT 1`,
    `ALTER TABLE ${nova}.aggregates ADD COLUMN our_own varchar(10) DEFAULT 'x'`,
    `UPDATE ${cinder}.volumes SET host = 'elsewhere@lvm#lvm' WHERE deleted = 0 LIMIT 1`,
    `INSERT INTO ${novaApi}.flavors (id, name, flavorid, memory_mb, vcpus, swap) VALUES (99, 'theirs', 'x', 1, 1, 0)`,
    `DROP TABLE ${glance}.image_tags`,
  ];
  for (const statement of spoil) await database.run(statement);
  const before = await takeDump(database, cloud.schemas);

  const found = await blockers();
  const wanted: readonly (readonly [type: string, ...parts: string[]])[] = [
    ['InFlight', 'instance with an operation under way', 'rebooting'],
    ['RowsUnmapped', 'instances.project_id', 'no project nobody', '1 row'],
    ['RowsUnmapped', 'nova_api.flavors, column name', 'NULL', '1 row'],
    ['RowsUnmapped', 'nova_api.key_pairs, column public_key', 'longer than the 65535'],
    ['RowsUnmapped', 'nova_api.flavor_extra_specs, unique key', 'flavor_id, key', '2 rows'],
    ['RowsUnmapped', 'nova_api.aggregates, column our_own', 'no place'],
    ['RowsUnmapped', 'cinder.volumes, column host', 'no partner', '1 row'],
    ['TargetNotClean', 'flavors', '1 row', 'example `id` 99'],
    ['InvalidDefinition', 'no table', 'image_tags'],
  ];
  for (const [type, ...parts] of wanted) {
    const one = found.find((blocker) => blocker.type === type && parts.every((part) => blocker.message.includes(part)));
    if (one === undefined)
      throw new Error(`no ${type} with ${parts.join(', ')} in\n${found.map(({ message }) => message).join('\n')}`);
  }
  // The volume without a host has no service either, and the long key is in its instances, too; nothing else is found.
  expect(found.length).toBeLessThanOrEqual(wanted.length + 2);
  expect(await takeDump(database, cloud.schemas)).toEqual(before);
});

test('a Keystone that does not answer is a blocker of its own', async () => {
  const { definition } = scratch.cloud;
  const identity = { ...definition.target.identity, url: 'http://127.0.0.1:1/v3' };
  const found = await blockers({ ...definition, target: { ...definition.target, identity } });
  expect(found).toContainEqual({
    type: 'ApiFailed',
    message: expect.stringMatching(
      /^Which projects and users the target's Keystone knows cannot be asked: .*127.0.0.1:1/,
    ),
  });
});

test('a database that is not there, a server that refuses, two servers', async () => {
  const { definition } = scratch.cloud;
  const { source } = definition;
  const other = (fields: Partial<ClusterDefinition['source']>): ClusterDefinition => ({
    ...definition,
    source: { ...source, ...fields },
  });
  expect(await blockers(other({ databases: { ...source.databases, glance: 'no_such' } }))).toMatchObject([
    { type: 'InvalidDefinition', message: expect.stringContaining('source.databases.glance') },
  ]);
  expect(await blockers(other({ server: { ...source.server, port: 3305 } }))).toMatchObject([
    { type: 'DatabaseUnreachable', message: expect.stringContaining(':3305') },
  ]);
  process.env['STACKLEAP_TEST_PASSWORD'] = 'wrong';
  expect(
    await blockers(other({ server: { ...source.server, password: 'env:STACKLEAP_TEST_PASSWORD' } })),
  ).toMatchObject([{ type: 'DatabaseAuthentication', message: expect.stringContaining(`${source.server.user}@`) }]);
  delete process.env['STACKLEAP_TEST_PASSWORD'];
  expect(await blockers(other({ server: { ...source.server, password: 'env:STACKLEAP_NO_SUCH' } }))).toMatchObject([
    { type: 'SecretMissing' },
  ]);
});

test('a target whose databases are those of something else', async () => {
  const { definition } = scratch.cloud;
  const { databases } = definition.target;
  const other = {
    ...definition,
    target: { ...definition.target, databases: { ...databases, novaApi: databases.glance } },
  };
  expect(await blockers(other)).toMatchObject([
    { type: 'InvalidDefinition', message: expect.stringContaining("cell_mappings' doesn't exist") },
  ]);
});

test('what the ledger claims as imported is not in the way, also when staging is gone', async () => {
  const { database, ledger, run } = scratch;
  // Preflight asks the ledger only where there is one: opening it would write.
  const made = await database.run('CREATE DATABASE IF NOT EXISTS stackleap');
  try {
    expect(await foreign()).toBe(true);
    const step = { run, step: 'compute/nova_api.flavors/import', phase: 'compute' } as const;
    await ledger.recordDone(step, { changed: true, summary: '' });
    expect(await foreign()).toBe(false);
    await ledger.closeUndo(run, step.step);
  } finally {
    const [tables] = await database.rows(
      "SELECT COUNT(*) AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'stackleap'",
    );
    if (made > 0 && Number(tables?.['n']) === 0) await database.run('DROP DATABASE stackleap');
  }
});

test('an import into a target that is not clean is refused, and undoes nothing that was there', async () => {
  const { activities, run, ledger } = scratch;
  const step = { run, phase: 'compute', mapping: 'nova_api.flavors' } as const;
  await activities.ensureStagingDatabase({ run, phase: 'compute', step: 'compute/s/database', database: 'novaApi' });
  await expect(activities.ensureRowsImported({ ...step, step: 'compute/f/import' })).rejects.toMatchObject({
    type: 'TargetNotClean',
    message: expect.stringContaining('1 row that StackLeap did not put there, for example `id` 99'),
  });
  expect(ledger.undos.map(({ kind }) => kind)).toEqual(['dropStagingDatabase']);
});
