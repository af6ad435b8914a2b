import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  dictionary,
  integer,
  option,
  record,
  string,
  subarray,
  uniqueArray,
} from 'fast-check';
import { openRandomRows, type RandomRows } from './random-rows';

const HEX = '0123456789abcdef'.split('');
const RUNS = { numRuns: 60 };

let nova: RandomRows;
beforeAll(async () => {
  nova = await openRandomRows('nova', [
    ...['instances', 'aggregates', 'aggregate_hosts', 'aggregate_metadata', 'instance_metadata'],
    'instance_system_metadata',
  ]);
});
afterAll(() => nova.close());

const word = string({
  unit: constantFrom('a', 'z', 'Ä', "'", '"', '`', '\\', '%', '_', ' ', '1'),
  minLength: 1,
  maxLength: 6,
});

/** Names are unique among aggregates that live. */
function living(all: readonly { name: string; deleted: boolean }[]): boolean {
  const names = all.filter((one) => !one.deleted).map(({ name }) => name);
  return new Set(names).size === names.length;
}

test('aggregates that become one have every host once, and nothing else moves', async () => {
  const aggregate = record({
    name: constantFrom('a', 'b', 'c', 'd'),
    hosts: subarray(['h1', 'h2', 'h3']),
    deleted: boolean(),
  });
  await assert(
    asyncProperty(array(aggregate, { maxLength: 5 }).filter(living), subarray(['a', 'b', 'c']), async (all, from) => {
      const aggregates = all.map(({ name, deleted }, i) => ({ id: i + 1, name, deleted: deleted ? i + 1 : 0 }));
      const hosts = all.flatMap((one, i) => one.hosts.map((host) => ({ host, aggregate_id: i + 1, deleted: 0 })));
      const merge = [{ into: 'd', from }];
      const there = aggregates.find(({ name, deleted }) => name === 'd' && deleted === 0);
      const becomes = (name: string, id: number): number => (from.includes(name) ? (there?.id ?? id) : id);
      const expected = all.flatMap(({ name, deleted, hosts: own }, i) =>
        deleted ? [] : own.map((host) => `${host} in ${becomes(name, i + 1)}`),
      );
      const rows = await nova.mapped(
        'nova_api.aggregate_hosts',
        { aggregates, aggregate_hosts: hosts.map((row, i) => ({ id: i + 1, ...row })) },
        { aggregates: { merge } },
        { aggregates: Object.fromEntries(from.map((name) => [name, 'd'])) },
      );
      const found = rows.map((row) => `${row['host'] as string} in ${row['aggregate_id'] as number}`);
      expect(found.sort()).toEqual([...new Set(expected)].sort());
    }),
    RUNS,
  );
});

test('an instance has its own zone, else its host’s, else the one of the definition; none where it runs nowhere', async () => {
  const instance = record({ zone: option(constantFrom('z1', 'z2', '')), host: option(constantFrom('h1', 'h2')) });
  await assert(
    asyncProperty(array(instance, { maxLength: 6 }), word, option(word), async (all, fallback, ofHost) => {
      const rows = await nova.mapped(
        'nova.instances',
        {
          instances: all.map(({ zone, host }, i) => ({
            ...{ id: i + 1, uuid: `u${i}`, host, availability_zone: zone, deleted: 0 },
          })),
          aggregates: [{ id: 1, name: 'a', deleted: 0 }],
          aggregate_hosts: [{ id: 1, host: 'h1', aggregate_id: 1, deleted: 0 }],
          aggregate_metadata:
            ofHost === null ? [] : [{ id: 1, aggregate_id: 1, key: 'availability_zone', value: ofHost, deleted: 0 }],
        },
        { zones: { fallback, pin: false } },
      );
      const zones = new Map(rows.map((row) => [row['uuid'], row['availability_zone']]));
      all.forEach(({ zone, host }, i) => {
        const own = zone === '' || zone === null ? undefined : zone;
        const expected = host === null ? zone : (own ?? (host === 'h1' ? ofHost : null) ?? fallback);
        expect(zones.get(`u${i}`)).toBe(expected);
      });
    }),
    RUNS,
  );
});

test('ids are replaced where they have a partner, whatever stands beside them; texts are copied as they are', async () => {
  const id = string({ unit: constantFrom(...HEX), minLength: 4, maxLength: 8 });
  const instance = record({ project: id, user: option(id), name: word, size: integer({ min: 0, max: 1 << 30 }) });
  await assert(
    asyncProperty(
      array(instance, { maxLength: 6 }),
      dictionary(id, id, { maxKeys: 60, size: 'max' }),
      async (all, more) => {
        const projects = { ...more, ...(all[0] && { [all[0].project]: "n'ew" }) };
        const rows = await nova.mapped(
          'nova.instances',
          {
            instances: all.map(({ project: project_id, user: user_id, name: display_name, size: memory_mb }, i) => ({
              ...{ id: i + 1, uuid: `u${i}`, project_id, user_id, display_name, memory_mb, deleted: 0 },
            })),
          },
          { identity: { projects, users: {} } },
          { projects, users: {} },
        );
        const found = rows.map(({ project_id, user_id, display_name, memory_mb }) => [
          ...[project_id, user_id, display_name, memory_mb],
        ]);
        const expected = all.map(({ project: one, user, name, size }) => [projects[one] ?? one, user, name, size]);
        expect(found.map((row) => JSON.stringify(row)).sort()).toEqual(
          expected.map((row) => JSON.stringify(row)).sort(),
        );
      },
    ),
    RUNS,
  );
});

test('made UUIDs are UUIDs, and no two are the same', async () => {
  await assert(
    asyncProperty(uniqueArray(integer({ min: 1, max: 1 << 30 }), { minLength: 1, maxLength: 8 }), async (ids) => {
      const aggregates = ids.map((id) => ({ id, name: `a${id}`, deleted: 0 }));
      const rows = await nova.mapped('nova_api.aggregates', { aggregates }, {});
      const uuids = rows.map(({ uuid }) => uuid as string);
      for (const uuid of uuids)
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(new Set(uuids).size).toBe(ids.length);
      expect((await nova.mapped('nova_api.aggregates', { aggregates }, {})).map(({ uuid }) => uuid)).toEqual(uuids);
    }),
    RUNS,
  );
});

test("a pool's key becomes the new one, letter by letter; every other key stays", async () => {
  const pair = record({ key: constantFrom('pool', 'Pool', 'POOL ', 'pool2', 'it'), value: word });
  await assert(
    asyncProperty(array(pair, { maxLength: 6 }), async (pairs) => {
      const rows = await nova.mapped(
        'nova.instance_metadata',
        {
          instances: [{ id: 1, uuid: 'u', deleted: 0 }],
          instance_metadata: pairs.map((one, i) => ({ id: i + 1, instance_uuid: 'u', deleted: 0, ...one })),
        },
        { pool: { from: 'pool', to: 'new:pool' } },
      );
      const expected = pairs.map(({ key, value }) => [key === 'pool' ? 'new:pool' : key, value]);
      const found = rows.toSorted((one, other) => Number(one['id']) - Number(other['id']));
      expect(found.map(({ key, value }) => [key, value])).toEqual(expected);
    }),
    RUNS,
  );
});

test('each Windows guest whose image names no card gets one row more, and no other guest', async () => {
  const guest = record({
    deleted: boolean(),
    os: option(constantFrom('windows', 'linux')),
    type: option(constantFrom('windows', 'linux')),
    distro: option(constantFrom('win7', 'Windows', 'debian')),
    card: option(constantFrom('image_hw_vif_model', 'image_HW_vif_model')),
  });
  await assert(
    asyncProperty(array(guest, { maxLength: 5 }), async (guests) => {
      const facts = guests.flatMap(({ type, distro, card }, i) => [
        ...(type === null ? [] : [[i, 'image_os_type', type] as const]),
        ...(distro === null ? [] : [[i, 'image_os_distro', distro] as const]),
        ...(card === null ? [] : [[i, card, 'e1000'] as const]),
      ]);
      const rows = await nova.mapped(
        'nova.instance_system_metadata',
        {
          instances: guests.map(({ os, deleted }, i) => ({
            ...{ id: i + 1, uuid: `u${i}`, os_type: os, deleted: deleted ? i + 1 : 0 },
          })),
          instance_system_metadata: facts.map(([i, key, value], n) => ({
            ...{ id: n + 1, instance_uuid: `u${i}`, key, value, deleted: 0 },
          })),
        },
        { windowsNic: 'virtio' },
      );
      const isWindows = ({ os, type, distro }: (typeof guests)[number]): boolean =>
        os === 'windows' || type === 'windows' || (distro !== null && distro !== 'debian');
      const expected = guests.flatMap((one, i) =>
        !one.deleted && isWindows(one) && one.card !== 'image_hw_vif_model' ? [`u${i}`] : [],
      );
      const added = rows.filter(({ value }) => value === 'virtio');
      expect(added.map((row) => row['instance_uuid'] as string).sort()).toEqual(expected);
      expect(added.every(({ key, id }) => key === 'image_hw_vif_model' && Number(id) > 1_000_000)).toBe(true);
      expect(rows.length - added.length).toBe(facts.filter(([i]) => guests[i]?.deleted === false).length);
    }),
    RUNS,
  );
});
