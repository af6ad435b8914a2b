import { PROJECTS } from '../../../lab/inventory';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { CINDER_CHOICES } from '../../../releases/liberty-to-stein/cinder-choices';
import { askOf, type Ask } from '../../support/ask';
import {
  imagesSeenBy,
  loadInCinder,
  loadInStein,
  type FoundInCinder,
  type FoundInStein,
} from '../../support/load-in-stein';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { CINDER_SERVICE } from '../../support/scratch-cloud';

// One test for each thing that a copy of the common columns gets wrong, looked at by Stein's own code where it can be.
let scratch: Scratch;
let ask: Ask;
let nova: FoundInStein;
let cinder: FoundInCinder;
const [BLUE, GREEN] = PROJECTS.map(({ id }) => id) as [string, string];

beforeAll(async () => {
  scratch = await openScratch('tablea');
  ask = askOf(scratch);
  const { cloud, activities, run } = scratch;
  for (const plan of [planImages, planCompute, planVolumes]) await runPhase(plan(cloud.definition), activities, run);
  nova = await loadInStein(cloud.definition);
  cinder = await loadInCinder(cloud.definition);
});
afterAll(() => scratch.close());

async function numberOf(sql: string): Promise<number> {
  return Number(Object.values((await ask(sql))[0] ?? {})[0]);
}

const HOSTS = ['compute1', 'compute2', 'compute3'];

test('compute_nodes.uuid: the list of nodes loads, and every node has one', () => {
  expect(nova.nodes.map(([host, length]) => [host, length])).toEqual(HOSTS.map((host) => [host, 36]));
});

test('compute_nodes.mapped: `discover_hosts` finds every node', () => {
  expect(nova.nodes.map(([, , unmapped]) => unmapped)).toEqual([true, true, true]);
});

test('aggregates.uuid: the list of aggregates loads', () => {
  expect(nova.aggregates).toEqual([
    ['fast', 36, 2],
    ['general', 36, 3],
  ]);
});

test('instance_mappings: the API finds every server by its id, in cell1, for its user', () => {
  expect(Object.keys(nova.instances)).toHaveLength(12);
  for (const instance of Object.values(nova.instances))
    expect(instance).toMatchObject({ cell: 'cell1', user: true, queuedForDelete: false });
});

test('request_specs: one for every instance that is not deleted, with all that Stein asks of it', async () => {
  expect(Object.keys(nova.instances)).toHaveLength(12);
  for (const { version, ownVersion } of Object.values(nova.instances))
    expect([version, ownVersion]).toEqual(['1.12', '1.12']);
  expect(await numberOf('SELECT COUNT(*) FROM {new.novaApi}.request_specs')).toBe(12);
});

test('instance_types and their like: in nova_api, and nothing of them in the cell', async () => {
  expect(nova.flavors).toEqual(expect.arrayContaining(['m1.tiny', 'm1.numa']));
  for (const table of ['instance_types', 'aggregates', 'instance_groups', 'key_pairs', 'quotas'])
    expect([table, await numberOf(`SELECT COUNT(*) FROM {new.nova}.${table}`)]).toEqual([table, 0]);
});

test('instance_extra.numa_topology: pinned guests count as pinned', () => {
  expect(Object.values(nova.instances).filter(({ pinned }) => pinned)).toHaveLength(1);
});

test('instance_extra.keypairs: every instance has its key pair', () => {
  for (const { keys } of Object.values(nova.instances)) expect(keys).toHaveLength(1);
});

test("services.version: no service of Liberty's is in the target", async () => {
  expect(await numberOf('SELECT COUNT(*) FROM {new.nova}.services')).toBe(0);
});

test("cinder.services: none of Liberty's is in the target, so that no old version caps the RPC", async () => {
  expect(await numberOf("SELECT COUNT(*) FROM {new.cinder}.services WHERE host LIKE 'old%'")).toBe(0);
});

test('volumes.service_uuid, shared_targets: every volume is of the service that runs, and shares no target', () => {
  expect(cinder.volumes.length).toBeGreaterThan(6);
  for (const [, host, service, shared] of cinder.volumes)
    expect([host, service, shared]).toEqual(['controller@rbd1#rbd1', CINDER_SERVICE, false]);
});

async function seenBy(tenant: string): Promise<readonly string[]> {
  const images = await imagesSeenBy(tenant, scratch.cloud.definition);
  const usual = images.filter(([name]) => !name.includes('-shelved'));
  return usual.map(([name, visibility]) => `${name}: ${visibility}`);
}

test('images.visibility: every tenant sees what it saw', async () => {
  const everybody = ['cirros-0.3.4: public', 'ubuntu-14.04: public', 'windows-2012: public'];
  expect(await seenBy('nobody')).toEqual(everybody);
  expect([...(await seenBy(GREEN))].sort()).toEqual(
    [...everybody, 'blue-golden: shared', 'green-private: private'].sort(),
  );
});

test("flavor_extra_specs: keys that only Stein's collation makes equal are refused before anything is written", async () => {
  const { nova: old } = scratch.cloud.definition.source.databases;
  await ask(`INSERT INTO ${old}.instance_type_extra_specs (deleted, instance_type_id, \`key\`, value)
    SELECT 0, instance_type_id, UPPER(\`key\`), 'x' FROM ${old}.instance_type_extra_specs WHERE deleted = 0 LIMIT 1`);
  const input = { run: scratch.run, step: 'preflight/databases/look', phase: 'preflight' } as const;
  const { blockers } = await scratch.activities.readDatabaseBlockers(input);
  expect(blockers.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/nova_api\.flavor_extra_specs, unique key .*flavor_id, key/),
  );
});

test('soft delete: of tables that forget deleted rows only the living came across', async () => {
  for (const [table, old] of [
    ['flavors', 'instance_types'],
    ['key_pairs', 'key_pairs'],
    ['aggregates', 'aggregates'],
    ['instance_groups', 'instance_groups'],
    ['quotas', 'quotas'],
  ]) {
    const [all, living] = [`SELECT COUNT(*) FROM {old.nova}.${old}`, ' WHERE deleted = 0'];
    expect(await numberOf(all)).toBeGreaterThan(await numberOf(all + living));
    expect(await numberOf(`SELECT COUNT(*) FROM {new.novaApi}.${table}`)).toBe(await numberOf(all + living));
  }
});

test("states and consumers: the values that are let through are those of Stein's objects", () => {
  for (const [name, values] of Object.entries(CINDER_CHOICES))
    expect([name, new Set(cinder.choices[name])]).toEqual([name, new Set<string>(values)]);
});

test('pci_devices.parent_addr: virtual functions know their card', () => {
  expect(nova.pci).toEqual([
    ['0000:81:00.0', null],
    ['0000:81:10.0', '0000:81:00.0'],
    ['0000:81:10.2', '0000:81:00.0'],
  ]);
});

test('what was asked for besides loads, too: history of Nova, backups, transfers and quotas of Cinder', () => {
  expect(nova.migrations).toEqual([
    ['evacuation', 'failed', 36],
    ['live-migration', 'completed', 36],
    ['resize', 'confirmed', 36],
  ]);
  expect(nova.actions).toHaveLength(12);
  for (const action of nova.actions) expect(action).toEqual(['create', 1]);
  expect(nova.faults).toHaveLength(1);
  expect(cinder.backups).toEqual([['weekly', 'controller', true]]);
  expect(cinder.transfers).toEqual([['to green', BLUE]]);
  expect(cinder.classQuotas).toEqual({
    class_name: 'default',
    volumes: 10,
    snapshots: 10,
    gigabytes: 1000,
    consistencygroups: 10,
    per_volume_gigabytes: -1,
  });
});
