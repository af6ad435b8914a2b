import { instanceAt } from '../../../lab/generator/cluster/instances';
import { DEFAULT_OPTIONS } from '../../../lab/generator/cluster/options';
import { planCompute } from '../../../plan/compute';
import { imageProperties } from '../../../releases/liberty-to-stein/image-properties';
import { loadInStein, type FoundInStein } from '../../support/load-in-stein';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';

let scratch: Scratch;
let found: FoundInStein;
beforeAll(async () => {
  scratch = await openScratch('stein');
  const { cloud, activities, run, database } = scratch;
  // Properties that few images have, and that Stein's objects spell in another way.
  for (const [key, value] of Object.entries(RARE_PROPERTIES))
    await database.run(
      `INSERT INTO ${cloud.definition.source.databases.nova}.instance_system_metadata
         (deleted, instance_uuid, \`key\`, value) VALUES (0, ?, ?, ?)`,
      [generated[0]?.uuid ?? '', `image_${key}`, value],
    );
  await database.run(
    `UPDATE ${cloud.definition.source.databases.nova}.instance_extra SET pci_requests = ? WHERE instance_uuid = ?`,
    [JSON.stringify([PCI_REQUEST]), generated[0]?.uuid ?? ''],
  );
  const { nova } = cloud.definition.source.databases;
  await database.run(`UPDATE ${nova}.instances SET user_id = NULL WHERE uuid = ?`, [WITHOUT_USER]);
  await database.run(`UPDATE ${nova}.instances SET vm_state = 'soft-delete' WHERE uuid = ?`, [SOFT_DELETED]);
  const [extra] = await database.rows(`SELECT flavor FROM ${nova}.instance_extra WHERE instance_uuid = ?`, [
    BEFORE_KILO,
  ]);
  await database.run(`UPDATE ${nova}.instance_extra SET flavor = ? WHERE instance_uuid = ?`, [
    JSON.stringify(JSON.parse(String(extra?.['flavor'])), (key, value: unknown) =>
      key === 'is_public' || key === 'disabled' ? undefined : value,
    ),
    BEFORE_KILO,
  ]);
  await runPhase(planCompute(cloud.definition), activities, run);
  found = await loadInStein(cloud.definition);
});
afterAll(() => scratch.close());

const generated = Array.from({ length: 12 }, (_, n) => instanceAt(DEFAULT_OPTIONS, n));

const [WITHOUT_USER = '', SOFT_DELETED = '', BEFORE_KILO = ''] = generated.slice(1).map(({ uuid }) => uuid);

const PCI_REQUEST = {
  count: 1,
  spec: [{ vendor_id: '8086', product_id: '10fb' }],
  alias_name: 'nic',
  is_new: false,
  request_id: null,
};

const RARE_PROPERTIES = {
  hw_numa_nodes: '2',
  'hw_numa_cpus.0': '0-3,^2',
  'hw_numa_cpus.1': '2',
  'hw_numa_mem.0': '256',
  'hw_numa_mem.1': '256',
  img_signature_hash_method: 'SHA-256',
  hypervisor_type: 'QEMU',
  architecture: 'amd64',
  hw_vif_multiqueue_enabled: 'on',
  owner_id: 'somebody',
  hw_pointer_model: 'ps2mouse',
};

test('it loads every instance with its request spec, and both agree', () => {
  expect(Object.keys(found.instances).sort()).toEqual(generated.map(({ uuid }) => uuid).sort());
  for (const { uuid, id, keyName, bootsFromVolume } of generated)
    expect(found.instances[uuid]).toMatchObject({
      name: `instance-${id.toString(16).padStart(8, '0')}`,
      version: '1.12',
      ownVersion: '1.12',
      sameFlavor: true,
      sameImage: true,
      bootsFromVolume,
      // Key pairs are a user's.
      keys: uuid === WITHOUT_USER ? [] : [keyName],
      ports: 1,
      cell: 'cell1',
      user: true,
      queuedForDelete: uuid === SOFT_DELETED,
    });
});

test('the metadata service gives the same numbers of instances and images as before', async () => {
  const { nova } = scratch.cloud.definition.source.databases;
  const numbers = async (table: string): Promise<Map<string, string>> => {
    const rows = await scratch.database.rows(
      `SELECT uuid, LPAD(LOWER(HEX(id)), 8, '0') AS number FROM ${nova}.${table}`,
    );
    return new Map(rows.map(({ uuid, number }) => [uuid as string, number as string]));
  };
  const [instances, images] = [await numbers('instance_id_mappings'), await numbers('s3_images')];
  for (const { uuid, image, bootsFromVolume } of generated)
    expect(found.instances[uuid]).toMatchObject({
      ec2Id: `i-${instances.get(uuid)}`,
      ec2Image: bootsFromVolume ? null : `ami-${images.get(image.id)}`,
    });
});

test('an image property may have the values that Stein knows, and no other', () => {
  expect(Object.keys(found.choices).length).toBeGreaterThan(20);
  const values = [...new Set(Object.values(found.choices).flat()), 'ps2mouse', 'nvme'];
  for (const [name, known] of Object.entries(found.choices)) {
    const kept = values.filter((value) => imageProperties({ [name]: value })[name] === value);
    expect([name, kept.sort()]).toEqual([name, known.toSorted()]);
  }
});

test('a PCI request is in the spec as in the instance', () => {
  expect(found.instances[generated[0]?.uuid ?? '']?.pciRequests).toEqual(['nic', 'nic']);
});

test('the pinned instance is pinned, and no other', () => {
  const pinned = Object.values(found.instances).filter((instance) => instance.pinned || instance.specPinned);
  expect(pinned).toMatchObject([{ pinned: true, specPinned: true }]);
});

test('members of a server group stay together, or apart', () => {
  const grouped = Object.values(found.instances).filter(({ group }) => group !== null);
  expect(grouped).toHaveLength(4);
  for (const { hints } of grouped) expect(hints).toEqual({ group: [expect.stringMatching(/^[0-9a-f-]{36}$/)] });
  expect(found.groups).toEqual([
    ['affinity', 2],
    ['anti-affinity', 2],
  ]);
});

test('flavors, aggregates and block devices load', () => {
  expect(found.flavors).toEqual(expect.arrayContaining(['m1.tiny', 'm1.numa']));
  expect(found.flavors).not.toContain('c1.old');
  expect(found.aggregates).toEqual([
    ['fast', 36, 2],
    ['general', 36, 3],
  ]);
  expect(found.devices).toBe(12);
});
