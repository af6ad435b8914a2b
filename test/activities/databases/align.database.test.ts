import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { runPhase, undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { CINDER_SERVICE, takeDump } from '../../support/scratch-cloud';

let scratch: Scratch;
let before: Record<string, string>;
beforeAll(async () => {
  scratch = await openScratch('align');
  before = await takeDump(scratch.database, scratch.cloud.schemas);
});
afterAll(() => scratch.close());

async function alignAll(): Promise<boolean[]> {
  const { activities, cloud, run } = scratch;
  const changed: boolean[] = [];
  for (const plan of [planImages, planCompute, planVolumes])
    changed.push(...(await runPhase(plan(cloud.definition), activities, run)).map((result) => result.changed));
  return changed;
}

/** Rows of a query in which {old.nova} and {new.nova} stand for the scratch databases. */
async function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
  const { source, target } = scratch.cloud.definition;
  const filled = sql.replaceAll(/\{(old|new)\.(\w+)\}/g, (_, side: string, name: string) =>
    side === 'old' ? source.databases[name as 'nova'] : target.databases[name as 'novaApi'],
  );
  return scratch.database.rows(filled);
}

async function numbers(sql: string): Promise<number[]> {
  return Object.values((await ask(sql))[0] ?? {}).map(Number);
}

test('nothing stands in the way', async () => {
  const { activities, run } = scratch;
  const input = { run, step: 'preflight/databases/look', phase: 'preflight' } as const;
  expect((await activities.readDatabaseBlockers(input)).blockers).toEqual([]);
  await activities.verifyNothingInFlight({ ...input, phase: 'freeze' });
});

test('every table is copied and is verified; twice is once', async () => {
  expect(await alignAll()).toContain(true);
  expect(await alignAll()).not.toContain(true);
  const facts = Object.entries(await scratch.ledger.readFacts('', 'tables/'));
  expect(facts.length).toBeGreaterThan(35);
  for (const [name, fact] of facts) expect([name, fact['verified']]).toEqual([name, true]);
  expect(await scratch.ledger.readFact('', 'tables/nova.instances')).toMatchObject({ rows: 12 });
});

test('every instance that is not deleted has its mapping and its request spec', async () => {
  const counts = await numbers(`SELECT (SELECT COUNT(*) FROM {old.nova}.instances WHERE deleted = 0),
    (SELECT COUNT(*) FROM {new.nova}.instances i JOIN {new.novaApi}.instance_mappings m ON m.instance_uuid = i.uuid
       JOIN {new.novaApi}.cell_mappings c ON c.id = m.cell_id AND c.name = 'cell1'
       JOIN {new.novaApi}.request_specs r ON r.instance_uuid = i.uuid
     WHERE m.user_id = i.user_id AND m.queued_for_delete = 0),
    (SELECT COUNT(*) FROM {new.nova}.instances)`);
  expect(counts).toEqual([12, 12, 12]);
});

test('instances keep their numbers, and no number is given again', async () => {
  const [same] = await numbers(
    'SELECT COUNT(*) FROM {old.nova}.instances o JOIN {new.nova}.instances n ON n.id = o.id AND n.uuid = o.uuid',
  );
  expect(same).toBe(12);
  const { target } = scratch.cloud.definition;
  const [row] = await ask(`SELECT AUTO_INCREMENT > (SELECT MAX(id) FROM {old.nova}.instances) AS above
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${target.databases.nova}' AND TABLE_NAME = 'instances'`);
  expect(Number(row?.['above'])).toBe(1);
});

test('images are as visible as they were', async () => {
  const [wrong, all] = await numbers(`SELECT SUM(n.visibility <> CASE WHEN o.is_public = 1 THEN 'public'
      WHEN o.id IN (SELECT image_id FROM {old.glance}.image_members WHERE deleted = 0) THEN 'shared' ELSE 'private' END),
      COUNT(*) FROM {new.glance}.images n JOIN {old.glance}.images o ON o.id = n.id`);
  expect([wrong, all]).toEqual([0, 9]);
  const kinds = await ask('SELECT DISTINCT visibility FROM {new.glance}.images ORDER BY 1');
  expect(kinds.map(({ visibility }) => visibility)).toEqual(['private', 'public', 'shared']);
});

test("volumes belong to the new cinder-volume, under the new host's name", async () => {
  expect(
    await ask('SELECT DISTINCT host, service_uuid, availability_zone, shared_targets FROM {new.cinder}.volumes'),
  ).toEqual([
    { host: 'controller@rbd1#rbd1', service_uuid: CINDER_SERVICE, availability_zone: 'nova', shared_targets: 0 },
  ]);
});

test('rows that want a UUID have one each', async () => {
  const [aggregates, devices] = await numbers(`SELECT (SELECT COUNT(DISTINCT uuid) FROM {new.novaApi}.aggregates),
    (SELECT COUNT(*) - COUNT(DISTINCT uuid) FROM {new.nova}.block_device_mapping)`);
  expect([aggregates, devices]).toEqual([2, 0]);
  const [row] = await ask('SELECT uuid FROM {new.novaApi}.aggregates LIMIT 1');
  expect(row?.['uuid']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('nothing of services, and nothing that was deleted, was copied', async () => {
  const counts =
    await numbers(`SELECT (SELECT COUNT(*) FROM {new.nova}.services), (SELECT COUNT(*) FROM {new.nova}.compute_nodes WHERE deleted <> 0),
    (SELECT COUNT(*) FROM {new.nova}.instance_system_metadata WHERE deleted <> 0),
    (SELECT COUNT(*) FROM {new.glance}.images WHERE deleted <> 0), (SELECT COUNT(*) FROM {new.cinder}.volumes WHERE deleted <> 0)`);
  expect(counts).toEqual([0, 0, 0, 0, 0]);
});

test('undone, both sides are as they were, also what Stein has attached to our rows since', async () => {
  const { database, cloud, ledger, undos, run } = scratch;
  const { target } = cloud.definition;
  await database.run(
    `INSERT INTO ${target.databases.nova}.instance_actions (instance_uuid, action, deleted)
     SELECT uuid, 'start', 0 FROM ${target.databases.nova}.instances`,
  );
  const told = await undoAll(ledger, undos, run);
  expect(told).toContain(`12 rows taken out of \`${target.databases.nova}\`.\`instances\`.`);
  await database.run(`ALTER TABLE ${target.databases.nova}.instance_actions AUTO_INCREMENT = 1`);
  expect(await takeDump(database, cloud.schemas)).toEqual(before);
  expect(await stagingLeft()).toBe(0);
});

async function stagingLeft(): Promise<number> {
  const like = `stackleap\\_test\\_align\\_${process.pid}%`;
  const [row] = await scratch.database.rows(
    `SELECT COUNT(*) AS n FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '${like}'`,
  );
  return Number(row?.['n']);
}
