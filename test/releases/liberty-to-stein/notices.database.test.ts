import { readDatabasePlan } from '../../../activities/databases/preflight/read-database-plan';
import { sidesOf } from '../../../activities/toolbox/sides';
import { readDatabases } from '../../../activities/databases/preflight/read-databases';
import { readPlaces } from '../../../activities/databases/context/read-places';
import { fillIn } from '../../../alignment/places';
import type { AlignmentChoices } from '../../../model/tables/alignment-choices';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { askOf } from '../../support/ask';
import { DATABASE_PARTS } from '../../support/databases';
import { openScratch, type Scratch } from '../../support/scratch-activities';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('notices');
});
afterAll(() => scratch.close());

/** What there is to tell, by name. */
async function told(choices: Partial<AlignmentChoices> = {}): Promise<Readonly<Record<string, string>>> {
  const { definition: plain } = scratch.cloud;
  const definition = { ...plain, alignment: { ...plain.alignment, ...choices } };
  const places = await readPlaces(
    DATABASE_PARTS,
    definition,
    LIBERTY_TO_STEIN,
    await sidesOf(DATABASE_PARTS, definition),
  );
  const found: Record<string, string> = {};
  for (const { name, sql } of LIBERTY_TO_STEIN.notices) {
    const [row] = await scratch.database.rows(fillIn(sql, places));
    if (Number(row?.['n']) > 0) found[name] = `${Number(row?.['n'])}, ${row?.['example'] as string}`;
  }
  return found;
}

test('evacuations that stay behind and domains with few hosts of one CPU are reported', async () => {
  expect(await told()).toEqual({
    evacuations: expect.stringMatching(/^1, of instance .* from lost9 \(\w[\w-]*\)$/),
    smallDomains: '1, fast has 2 of Intel Broadwell',
  });
});

test('a domain counts as what it becomes', async () => {
  expect(await told({ aggregates: { merge: [{ into: 'general', from: ['fast'] }] } })).not.toHaveProperty(
    'smallDomains',
  );
});

test('CPUs of another model are no partners, however their JSON is spaced; consistency groups are reported', async () => {
  const ask = askOf(scratch);
  const cpu = '{"vendor": "Intel", "model": "Haswell", "features": ["model-x"]}';
  await ask(`UPDATE {old.nova}.compute_nodes SET cpu_info = '${cpu}' WHERE host = 'compute3'`);
  await ask("INSERT INTO {old.cinder}.consistencygroups (deleted, id, name) VALUES (0, 'cg-1', 'databases')");
  expect(await told()).toMatchObject({
    smallDomains: '4, fast has 1 of Intel Broadwell',
    consistencyGroups: '1, cg-1 databases',
  });
});

test('the plan lists migrations that can never end, of instances that are gone; only those of living ones block', async () => {
  const ask = askOf(scratch);
  const { deps, cloud } = scratch;
  for (const [deleted, status] of [
    ['deleted <> 0', 'running'],
    ['deleted <> 0', 'accepted'],
    ['deleted = 0', 'reverting'],
  ] as const)
    await ask(`INSERT INTO {old.nova}.migrations (deleted, instance_uuid, status)
      SELECT 0, uuid, '${status}' FROM {old.nova}.instances WHERE ${deleted} LIMIT 1`);
  const plan = await readDatabasePlan(deps, cloud.definition, ['compute']);
  if ('unread' in plan) throw new Error(plan.unread);
  const listed = Object.fromEntries(plan.notices.map((one) => [one.name, one.listed]));
  expect(listed).toMatchObject({
    evacuations: [expect.stringMatching(/^of instance [0-9a-f-]{36} from lost9 \(.+\)$/)],
    unfinishedMigrations: [expect.stringMatching(/\(running\)$/), expect.stringMatching(/\(accepted\)$/)],
  });
  expect(plan.blockers).toEqual([
    { type: 'InFlight', message: expect.stringMatching(/1 × migration under way, for example .*\(reverting\)/) },
  ]);
});

test('a block device without an attachment in Cinder is listed', async () => {
  const ask = askOf(scratch);
  const [device] =
    await ask(`SELECT b.volume_id AS volume, b.instance_uuid AS instance FROM {old.nova}.block_device_mapping b
    JOIN {old.nova}.instances i ON i.uuid = b.instance_uuid AND i.deleted = 0 WHERE b.deleted = 0 AND b.volume_id IS NOT NULL LIMIT 1`);
  expect(await told()).not.toHaveProperty('unattached');
  const { volume, instance } = device as { volume: string; instance: string };
  await ask(`UPDATE {old.cinder}.volume_attachment SET deleted = 1 WHERE volume_id = '${volume}'`);
  expect(await told()).toMatchObject({ unattached: `1, volume ${volume} of instance ${instance}` });
  await ask(`UPDATE {old.cinder}.volume_attachment SET deleted = 0 WHERE volume_id = '${volume}'`);
});

test('tables with rows that nothing copies are named: those not asked for, and those that nobody knows', async () => {
  const ask = askOf(scratch);
  const { deps, cloud } = scratch;
  const listed = async (tables: readonly string[]): Promise<Record<string, readonly string[]>> => {
    const { alignment } = cloud.definition;
    const definition = { ...cloud.definition, alignment: { ...alignment, tables } };
    const read = await readDatabases(deps, definition, { phases: ['images'], counts: true });
    if (!('notices' in read)) throw new Error('unreached');
    return Object.fromEntries(read.notices.map((one) => [one.name, one.listed]));
  };
  const all = cloud.definition.alignment.tables;
  const before = await listed(all);
  expect([before['tablesLeftOut'], before['tablesUnknown']]).toEqual([undefined, undefined]);
  await ask("INSERT INTO {old.nova}.tags (resource_id, tag) VALUES ('vm', 'red')");
  await ask("INSERT INTO {old.cinder}.driver_initiator_data (initiator, namespace, `key`) VALUES ('i', 'n', 'k')");
  await ask("INSERT INTO {old.nova}.security_groups (deleted, name) VALUES (0, 'default')");
  expect(await listed(all.filter((name) => name !== 'faults'))).toMatchObject({
    tablesLeftOut: ['nova.instance_faults (faults)'],
    tablesUnknown: ['nova.tags', 'cinder.driver_initiator_data'],
  });
});
