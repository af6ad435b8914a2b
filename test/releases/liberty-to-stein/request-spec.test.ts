import {
  array,
  assert,
  boolean,
  dictionary,
  integer,
  oneof,
  constant,
  option,
  property,
  record,
  string,
  uuid,
} from 'fast-check';
import { requestSpec } from '../../../releases/liberty-to-stein/request-spec';
import { dataOf } from '../../../releases/liberty-to-stein/versioned-object';

function cell(text: string | null): string {
  return text === null ? '-' : Buffer.from(text).toString('hex');
}

/** As `packed` makes them in SQL. */
function pack(rows: readonly (readonly (string | null)[])[]): string | null {
  return rows.length === 0 ? null : rows.map((row) => row.map(cell).join(':')).join(',');
}

/** Keys without which Stein raises "not lazy-loadable" (seen with its own code). */
const ALWAYS = `availability_zone flavor force_hosts force_nodes image instance_group is_bfv limits num_instances
  numa_topology pci_requests project_id scheduler_hints user_id`.split(/\s+/);

const flavorData = record({
  id: integer({ min: 1 }),
  name: string(),
  flavorid: string(),
  memory_mb: integer({ min: 1 }),
  vcpus: integer({ min: 1 }),
  root_gb: integer({ min: 0 }),
  ephemeral_gb: integer({ min: 0 }),
  swap: integer({ min: 0 }),
  rxtx_factor: constant(1),
  is_public: boolean(),
  vcpu_weight: option(integer({ min: 0 })),
  extra_specs: dictionary(string(), string()),
});
const instance = record({
  uuid: uuid(),
  project_id: option(string()),
  user_id: option(string()),
  availability_zone: option(string()),
  image_ref: oneof(constant(''), uuid()),
  flavor: flavorData,
  image: array(record({ key: string(), value: option(string()) }), { maxLength: 6 }),
  volumes: integer({ min: 0, max: 2 }),
  group: option(record({ uuid: uuid(), name: string(), policy: string() })),
});

test('whatever the instance is, the spec has all that Stein must find', () => {
  assert(
    property(instance, ({ group, ...one }) => {
      const spec = requestSpec({
        ...one,
        flavor: JSON.stringify({ cur: { 'nova_object.version': '1.1', 'nova_object.data': one.flavor }, old: null }),
        image: pack(one.image.map(({ key, value }) => [`image_${key}`, value])),
        volumes: String(one.volumes),
        groups: pack(
          group === null ? [] : [['3', group.uuid, group.name, 'p', 'u', '2015-10-15 01:02:03', null, group.policy]],
        ),
        numa_topology: null,
        pci_requests: '[]',
      });
      expect(spec['nova_object.version']).toBe('1.12');
      const data = dataOf(spec) ?? {};
      for (const key of ALWAYS) expect(data[key]).toBeDefined();
      expect(data['is_bfv']).toBe(one.volumes > 0);
      const flavor = dataOf(data['flavor']) ?? {};
      expect(flavor).toMatchObject({ ...one.flavor, vcpu_weight: one.flavor.vcpu_weight ?? 0, deleted: false });
      expect(dataOf(data['image'])?.['id']).toBe(one.image_ref === '' ? undefined : one.image_ref);
      if (group === null) expect(data).toMatchObject({ instance_group: null, scheduler_hints: {} });
      else {
        expect(data['scheduler_hints']).toEqual({ group: [group.uuid] });
        expect(dataOf(data['instance_group'])).toMatchObject({
          ...group,
          policies: [group.policy],
          created_at: '2015-10-15T01:02:03Z',
        });
      }
    }),
  );
});

const FLAVOR = JSON.stringify({
  cur: {
    'nova_object.data': {
      id: 1,
      name: 'm1',
      flavorid: '1',
      memory_mb: 512,
      vcpus: 1,
      root_gb: 1,
      ephemeral_gb: 0,
      swap: 0,
      rxtx_factor: 1,
      is_public: true,
    },
  },
});

test.each([
  [{}, { is_public: true, disabled: false }],
  [
    { is_public: false, disabled: true },
    { is_public: false, disabled: true },
  ],
])('a flavor that does not say who may use it gets what Nova takes for it: %j', (said, has) => {
  const { is_public: _public, ...old } = JSON.parse(FLAVOR).cur['nova_object.data'] as Record<string, unknown>;
  const flavor = JSON.stringify({ cur: { 'nova_object.data': { ...old, ...said } } });
  expect(dataOf(dataOf(requestSpec({ uuid: 'u', flavor }))?.['flavor'])).toMatchObject(has);
});

test("PCI requests change from Liberty's bare list to the object", () => {
  const list = JSON.stringify([
    { count: 1, spec: [{ vendor_id: '8086' }], alias_name: 'nic', is_new: false, request_id: null },
  ]);
  const spec = requestSpec({ uuid: 'u', flavor: FLAVOR, pci_requests: list });
  expect(dataOf(dataOf(spec)?.['pci_requests'])?.['requests']).toMatchObject([
    { 'nova_object.data': { alias_name: 'nic', count: 1, numa_policy: 'legacy' } },
  ]);
});

test.each([
  [{ flavor: null }, 'instance_extra.flavor holds no flavor, and nothing else does'],
  [{ flavor: '{"cur": null}' }, 'instance_extra.flavor holds no flavor, and nothing else does'],
  [{ flavor: '{"cur": {' }, 'instance_extra.flavor holds a text that is no JSON'],
  [{ flavor: FLAVOR.replace('"name":"m1",', '') }, 'instance_extra.flavor holds a flavor without name'],
  [{ flavor: FLAVOR, numa_topology: '{' }, 'instance_extra.numa_topology holds a text that is no JSON'],
  [{ flavor: FLAVOR, pci_requests: '[' }, 'instance_extra.pci_requests holds a text that is no JSON'],
  [{ flavor: FLAVOR, pci_requests: '{}' }, 'instance_extra.pci_requests holds no list'],
])('what Stein could not load is refused: %j', (inputs, message) => {
  expect(() => requestSpec({ uuid: 'u', ...inputs })).toThrow(message);
});
