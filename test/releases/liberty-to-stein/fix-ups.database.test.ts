import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { readDatabases } from '../../../activities/databases/preflight/read-databases';
import { USERS } from '../../../lab/inventory';
import type { ClusterDefinition } from '../../../model/cluster';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { askOf, type Ask } from '../../support/ask';
import { runPhase, undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { BLUE, CHOICES, GREEN, NEW, OLD_CLOUD, VM1, VM2 } from './fix-ups-cloud';

let scratch: Scratch;
let ask: Ask;
let definition: ClusterDefinition;
let before: Record<string, string>;

beforeAll(async () => {
  scratch = await openScratch('fixups');
  ask = askOf(scratch);
  const { alignment } = scratch.cloud.definition;
  definition = { ...scratch.cloud.definition, alignment: { ...alignment, ...CHOICES } };
  for (const statement of OLD_CLOUD) await ask(statement);
  await ask("UPDATE {new.cinder}.services SET availability_zone = 'az-rbd' WHERE `binary` = 'cinder-volume'");
  before = await dumpTarget();
});
afterAll(() => scratch.close());

async function dumpTarget(): Promise<Record<string, string>> {
  const { novaApi, nova, glance, cinder } = definition.target.databases;
  return takeDump(scratch.database, [novaApi, nova, glance, cinder]);
}

async function align(plans: readonly ((of: ClusterDefinition) => ReturnType<typeof planCompute>)[]): Promise<void> {
  const activities = activitiesOf(DATABASE_STEPS, scratch.withDefinition(definition));
  for (const plan of plans) await runPhase(plan(definition), activities, scratch.run);
}

test('the plan tells how many rows are added, and which are not wanted', async () => {
  const read = await readDatabases(scratch.withDefinition(definition), definition, {
    phases: ['images'],
    counts: true,
  });
  const tables = 'phases' in read ? read.phases.flatMap((phase) => phase.tables) : [];
  expect(tables.find(({ name }) => name === 'glance.image_properties')).toMatchObject({
    rows: { added: 2 },
    left: expect.arrayContaining([{ because: 'not wanted', rows: 1, example: expect.stringMatching(/^\d+$/) }]),
  });
  expect(tables.find(({ name }) => name === 'glance.images')?.rows).toMatchObject({ added: 0 });
});

describe('aligned', () => {
  beforeAll(() => align([planImages, planCompute, planVolumes]));

  test('no column of any table holds an old id', async () => {
    const old = [BLUE, GREEN, ...USERS.map(({ id }) => id)];
    const { databases } = definition.target;
    const columns = await ask(
      `SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, COLUMN_NAME AS c FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA IN ('${databases.nova}', '${databases.novaApi}', '${databases.glance}', '${databases.cinder}')
         AND COLLATION_NAME IS NOT NULL`,
    );
    const places: string[] = [];
    for (const { s, t, c } of columns) {
      const like = old.map((id) => `\`${c as string}\` LIKE '%${id}%'`).join(' OR ');
      const [row] = await ask(`SELECT COUNT(*) AS n FROM \`${s as string}\`.\`${t as string}\` WHERE ${like}`);
      if (Number(row?.['n']) > 0) places.push(`${t as string}.${c as string}`);
    }
    // Nova rebuilds its cache of a port from Neutron, which knows the network's owner.
    expect(places).toEqual(['instance_info_caches.network_info']);
  });

  test('request specs and key pairs in instances carry the new ids', async () => {
    const [row] = await ask(
      `SELECT r.spec, e.keypairs FROM {new.novaApi}.request_specs r
       JOIN {new.nova}.instance_extra e ON e.instance_uuid = r.instance_uuid WHERE r.instance_uuid = '${VM1}'`,
    );
    const spec = JSON.parse(row?.['spec'] as string)['nova_object.data'];
    expect(spec).toMatchObject({ project_id: NEW.blue, user_id: NEW.anna });
    expect(spec.image['nova_object.data'].properties['nova_object.data'].img_owner_id).toBe(NEW.green);
    expect(row?.['keypairs']).toContain(NEW.anna);
  });

  test('zones come from the instance, its host, the definition; a shelved one has what it had', async () => {
    const zones = await ask(
      `SELECT uuid, availability_zone AS zone FROM {new.nova}.instances WHERE uuid IN ('${VM1}', '${VM2}') ORDER BY id`,
    );
    expect(zones.map(({ zone }) => zone)).toEqual(['az1', 'az-rest']);
    const [spec] = await ask(`SELECT spec FROM {new.novaApi}.request_specs WHERE instance_uuid = '${VM1}'`);
    // It never asked for one: it may be moved to any.
    expect(JSON.parse(spec?.['spec'] as string)['nova_object.data'].availability_zone).toBeNull();
  });

  test('Windows keeps its network card: rows that the old cloud had not, in both databases and in the request spec', async () => {
    const guests =
      await ask(`SELECT i.display_name AS name, m.value, m.id > 1000000 AS above FROM {new.nova}.instance_system_metadata m
      JOIN {new.nova}.instances i ON i.uuid = m.instance_uuid WHERE m.\`key\` = BINARY 'image_hw_vif_model' ORDER BY i.id`);
    // vm2 is one by its image's distribution.
    expect(guests.slice(0, 2)).toEqual(['vm2', 'vm6'].map((name) => ({ name, value: 'virtio', above: 1 })));
    const images = await ask(`SELECT i.name, p.value, p.deleted FROM {new.glance}.image_properties p
      JOIN {new.glance}.images i ON i.id = p.image_id WHERE p.name = 'hw_vif_model' ORDER BY i.name`);
    expect(images).toEqual(['blue-golden', 'windows-2012'].map((name) => ({ name, value: 'virtio', deleted: 0 })));
    const specs = await ask(
      `SELECT COUNT(*) AS n FROM {new.novaApi}.request_specs WHERE spec LIKE '%"hw_vif_model":"virtio"%'`,
    );
    expect(Number(specs[0]?.['n'])).toBe(guests.length);
    // Proven by the digests of both sides, as every other row.
    const fact = await scratch.ledger.readFact('', 'tables/nova.instance_system_metadata');
    expect(fact).toMatchObject({ verified: true });
  });

  test('image properties that Liberty did not know are copied where Stein can read their value', async () => {
    for (const [table, name] of [
      ['{new.nova}.instance_system_metadata', '`key`'],
      ['{new.glance}.image_properties', 'name'],
      ['{new.cinder}.volume_glance_metadata', '`key`'],
    ])
      expect([
        table,
        ...(await ask(`SELECT value FROM ${table} WHERE ${name} REGEXP 'hw_(pointer_model|firmware_type)$'`)),
      ]).toEqual([table, { value: 'uefi' }]);
  });

  test("pools stand under the aggregate filter's key", async () => {
    const rows = await ask(
      'SELECT `key` AS k, COUNT(*) AS n FROM {new.nova}.instance_metadata GROUP BY BINARY `key`, `key` ORDER BY 1',
    );
    expect(rows.map(({ k }) => k)).toContain('aggregate_instance_metadata:pool');
    expect(rows.map(({ k }) => k)).not.toContain('pool');
    const own = await ask(
      `SELECT \`key\` AS k, value FROM {new.nova}.instance_metadata WHERE instance_uuid = '${VM1}' ORDER BY id`,
    );
    expect(own).toEqual([
      { k: 'aggregate_instance_metadata:pool', value: 'general' },
      { k: 'Pool', value: 'blue' },
    ]);
  });

  test('aggregates are one: every host once, metadata once', async () => {
    const hosts = await ask(`SELECT a.name, h.host FROM {new.novaApi}.aggregates a
      JOIN {new.novaApi}.aggregate_hosts h ON h.aggregate_id = a.id ORDER BY h.host`);
    expect(hosts).toEqual(['compute1', 'compute2', 'compute3'].map((host) => ({ name: 'general', host })));
    const metadata = await ask('SELECT `key` AS k, value FROM {new.novaApi}.aggregate_metadata ORDER BY id');
    expect(metadata).toEqual([
      { k: 'availability_zone', value: 'az1' },
      { k: 'pool', value: 'general' },
      { k: 'filter_tenant_id', value: NEW.green },
    ]);
  });

  test('locations name the store', async () => {
    const rows = await ask('SELECT DISTINCT meta_data AS m FROM {new.glance}.image_locations');
    expect(rows).toEqual([{ m: '{"backend":"ceph"}' }]);
  });

  test('every table of Cinder that names a host names the new one, and no volume is without a type', async () => {
    const hosts =
      await ask(`SELECT 'volumes' AS t, host FROM {new.cinder}.volumes UNION SELECT 'backups', host FROM {new.cinder}.backups
      UNION SELECT 'cache', host FROM {new.cinder}.image_volume_cache_entries ORDER BY 1`);
    expect(hosts).toEqual([
      { t: 'backups', host: 'controller' },
      { t: 'cache', host: 'controller@rbd1#rbd1' },
      { t: 'volumes', host: 'controller@rbd1#rbd1' },
    ]);
    const [types] =
      await ask(`SELECT SUM(v.volume_type_id IS NULL) AS without, SUM(t.name = 'ceph-hdd' AND v.display_name = 'green''s untyped') AS typed
      FROM {new.cinder}.volumes v LEFT JOIN {new.cinder}.volume_types t ON t.id = v.volume_type_id`);
    expect([Number(types?.['without']), Number(types?.['typed'])]).toEqual([0, 1]);
  });

  test('volumes are in the zone of their service; a backup, whose service is not there, in that of the definition', async () => {
    const zones = await ask(`SELECT DISTINCT availability_zone AS zone FROM {new.cinder}.volumes
      UNION ALL SELECT availability_zone FROM {new.cinder}.backups`);
    expect(zones.map(({ zone }) => zone)).toEqual(['az-rbd', 'nova']);
  });

  test('volumes share a target where nobody says that those of their backend do not', async () => {
    expect(await ask('SELECT DISTINCT shared_targets AS shared FROM {new.cinder}.volumes')).toEqual([{ shared: 1 }]);
  });

  test('a transfer tells whose volume it is, a backup when its data is of', async () => {
    const transfers = await ask('SELECT source_project_id AS p, accepted, no_snapshots FROM {new.cinder}.transfers');
    expect(transfers).toEqual([{ p: NEW.blue, accepted: 0, no_snapshots: 0 }]);
    const [backup] = await ask('SELECT data_timestamp = created_at AS same FROM {new.cinder}.backups');
    expect(Number(backup?.['same'])).toBe(1);
  });

  test('an evacuation that a nova-compute would act upon stays behind; other migrations have a UUID', async () => {
    const rows = await ask(
      'SELECT status, migration_type AS type, uuid IS NOT NULL AS named FROM {new.nova}.migrations ORDER BY id',
    );
    expect(rows).toEqual([
      { status: 'completed', type: 'live-migration', named: 1 },
      { status: 'failed', type: 'evacuation', named: 1 },
      { status: 'confirmed', type: null, named: 1 },
    ]);
  });
});

test('undone, all of it is gone again, rows that were added among them', async () => {
  const undos = undosOf(DATABASE_STEPS, scratch.withDefinition(definition));
  await undoAll(scratch.ledger, undos, scratch.run);
  expect(await dumpTarget()).toEqual(before);
});
