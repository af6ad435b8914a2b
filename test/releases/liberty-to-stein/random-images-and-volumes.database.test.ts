import { array, assert, asyncProperty, boolean, constantFrom, integer, option, record, subarray } from 'fast-check';
import { openRandomRows, type RandomRows, type Rows } from './random-rows';

const RUNS = { numRuns: 60 };

let glance: RandomRows;
let cinder: RandomRows;
beforeAll(async () => {
  glance = await openRandomRows('glance', ['images', 'image_members']);
  cinder = await openRandomRows('cinder', ['volume_types', 'volumes', 'snapshots']);
});
afterAll(() => Promise.all([glance.close(), cinder.close()]));

const AT = '2016-03-01 00:00:00';

test('an image is public, shared with its members, or private: never what the new default says', async () => {
  const member = record({ name: constantFrom('p1', 'p2'), deleted: boolean() });
  const image = record({ isPublic: boolean(), deleted: boolean(), members: array(member, { maxLength: 3 }) });
  await assert(
    asyncProperty(array(image, { maxLength: 5 }), async (all) => {
      const members = all.flatMap(({ members: own }, i) =>
        own.map((one, j) => ({ ...one, image_id: `i${i}`, mark: j })),
      );
      const rows = await glance.mapped(
        'glance.images',
        {
          images: all.map(({ isPublic, deleted }, i) => ({
            ...{ id: `i${i}`, status: 'active', is_public: Number(isPublic), min_disk: 0, min_ram: 0, protected: 0 },
            ...{ created_at: AT, deleted: Number(deleted) },
          })),
          image_members: members.map(({ name, deleted, image_id, mark }, i) => ({
            ...{ id: i + 1, image_id, member: `${name}-${mark}`, can_share: 0, status: 'accepted', created_at: AT },
            deleted: Number(deleted),
          })),
        },
        {},
      );
      const expected = all.flatMap(({ isPublic, deleted, members: own }, i) => {
        const shared = own.some((one) => !one.deleted);
        return deleted ? [] : [[`i${i}`, isPublic ? 'public' : shared ? 'shared' : 'private', 0]];
      });
      expect(byId(rows).map(({ id, visibility, os_hidden }) => [id, visibility, Number(os_hidden)])).toEqual(expected);
    }),
    RUNS,
  );
});

function byId(rows: Rows): Rows {
  return rows.toSorted((one, other) => String(one['id']).localeCompare(String(other['id'])));
}

const HOSTS = { 'old@ceph#a': 'new@rbd#a', 'old@san#b': 'new@san#b', 'old@san': 'new@san' };
type OldHost = keyof typeof HOSTS;

test('a volume is of the service of its new host, and shares a target unless its backend does not', async () => {
  const volume = record({
    host: option(constantFrom(...(Object.keys(HOSTS) as OldHost[]))),
    typed: boolean(),
    deleted: boolean(),
  });
  await assert(
    asyncProperty(array(volume, { maxLength: 6 }), subarray(Object.keys(HOSTS)), async (all, unshared) => {
      const rows = await cinder.mapped(
        'cinder.volumes',
        {
          volume_types: [
            { id: 'plain', name: 'plain', deleted: 0, is_public: 1 },
            { id: 'gone', name: 'gold', deleted: 1, is_public: 1 },
            { id: 'gold', name: 'gold', deleted: 0, is_public: 1 },
          ],
          volumes: all.map(({ host, typed, deleted }, i) => ({
            ...{ id: `v${i}`, host, volume_type_id: typed ? 'plain' : null, deleted: Number(deleted), multiattach: 0 },
          })),
        },
        { volumeType: 'gold' },
        { volumeHosts: HOSTS, unsharedTargets: Object.fromEntries(unshared.map((host) => [host, ''])) },
      );
      const expected = all.flatMap(({ host, typed, deleted }, i) => {
        const service = host === 'old@ceph#a' ? 'u-1' : null;
        const shared = Number(host === null || !unshared.includes(host));
        const type = typed ? 'plain' : 'gold';
        return deleted ? [] : [[`v${i}`, host && HOSTS[host], service, shared, type]];
      });
      const found = byId(rows).map((row) => [
        ...[row['id'], row['host'], row['service_uuid'], Number(row['shared_targets']), row['volume_type_id']],
      ]);
      expect(found).toEqual(expected);
    }),
    RUNS,
  );
});

test('a snapshot has its own type, else that of its volume, else the one of the definition', async () => {
  const type = option(constantFrom('plain', 'fast'));
  await assert(
    asyncProperty(
      array(record({ own: type, volume: type, size: integer({ min: 1, max: 99 }) }), { maxLength: 6 }),
      async (all) => {
        const rows = await cinder.mapped(
          'cinder.snapshots',
          {
            volume_types: ['plain', 'fast', 'gold'].map((id) => ({ id, name: id, deleted: 0, is_public: 1 })),
            volumes: all.map(({ volume }, i) => ({ id: `v${i}`, volume_type_id: volume, deleted: 0, multiattach: 0 })),
            snapshots: all.map(({ own, size }, i) => ({
              ...{ id: `s${i}`, volume_id: `v${i}`, volume_type_id: own, volume_size: size, deleted: 0 },
            })),
          },
          { volumeType: 'gold' },
        );
        const expected = all.map(({ own, volume, size }, i) => [`s${i}`, own ?? volume ?? 'gold', size]);
        expect(byId(rows).map((row) => [row['id'], row['volume_type_id'], row['volume_size']])).toEqual(expected);
      },
    ),
    RUNS,
  );
});
