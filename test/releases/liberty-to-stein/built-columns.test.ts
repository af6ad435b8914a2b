import { assert, dictionary, integer, jsonValue, option, property, record, string } from 'fast-check';
import { withStore } from '../../../releases/liberty-to-stein/known-issues/image-store';
import { parentAddress } from '../../../releases/liberty-to-stein/known-issues/pci-devices';
import { KEY_PAIRS_OF_INSTANCE } from '../../../releases/liberty-to-stein/key-pairs';

test('a virtual function is of the card that its extra_info names, and nothing else is of a card', () => {
  assert(
    property(string(), dictionary(string(), jsonValue()), (address, more) => {
      const info = JSON.stringify({ ...more, phys_function: address });
      expect(parentAddress('type-VF', info)).toBe(address);
      expect(parentAddress('type-PF', info)).toBeNull();
      expect(parentAddress('type-PCI', info)).toBeNull();
    }),
  );
  for (const nothing of [null, '', '{}', '[]', '{"phys_function": null}'])
    expect(parentAddress('type-VF', nothing)).toBeNull();
});

test('a store comes into the metadata of a location, and nothing of it is lost', () => {
  assert(
    property(dictionary(string(), jsonValue()), string(), (metadata, store) => {
      const text = withStore(JSON.stringify(metadata), store);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ backend: store, ...metadata })));
    }),
  );
  expect(withStore(null, 'ceph')).toBe('{"backend":"ceph"}');
  expect(withStore('{"backend":"rbd2"}', 'ceph')).toBe('{"backend":"rbd2"}');
});

function hex(text: string | null): string {
  return text === null ? '-' : Buffer.from(text).toString('hex');
}

test("an instance's key pair comes into it letter by letter; without one the list is empty", () => {
  const pair = record({ id: integer({ min: 1 }), name: string(), user: string(), key: option(string()) });
  assert(
    property(pair, ({ id, name, user, key }) => {
      const row = [String(id), name, user, 'aa:bb', key, 'ssh', '2015-10-15 01:02:03', null];
      const built = KEY_PAIRS_OF_INSTANCE.build({ keys: row.map(hex).join(':') });
      const list = JSON.parse(built['keypairs'] ?? '') as Record<string, { objects: Record<string, unknown>[] }>;
      expect(list['nova_object.data']?.objects[0]?.['nova_object.data']).toMatchObject({
        ...{
          id,
          name,
          user_id: user,
          public_key: key,
          type: 'ssh',
          created_at: '2015-10-15T01:02:03Z',
          deleted: false,
        },
      });
    }),
  );
  expect(KEY_PAIRS_OF_INSTANCE.build({ keys: null })['keypairs']).toContain('"objects":[]');
});
