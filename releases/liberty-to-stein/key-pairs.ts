import type { BuiltColumns } from '../../model/mapping';
import { pack, unpack } from './pack';
import { isoTime, versionedObject } from './versioned-object';

const KEY_COLUMNS = [
  'k.id',
  'k.name',
  '{users of k.user_id}',
  'k.fingerprint',
  'k.public_key',
  'k.type',
  'k.created_at',
  'k.updated_at',
];

/** The key pair into the instance, where Stein's metadata service reads it. */
export const KEY_PAIRS_OF_INSTANCE: BuiltColumns = {
  inputs: {
    keys: pack(
      KEY_COLUMNS,
      `FROM {source.nova}.instances i JOIN {source.nova}.key_pairs k
         ON k.user_id = i.user_id AND k.name = i.key_name AND k.deleted = 0
       WHERE i.uuid = s.instance_uuid`,
      'k.id',
    ),
  },
  columns: ['keypairs'],
  build: (inputs) => ({ keypairs: JSON.stringify(keyPairList(unpack(inputs['keys']))) }),
};

/** Empty where the key pair is gone: the instance then has none in Stein's eyes, as upstream's migration had it. */
function keyPairList(rows: readonly (readonly (string | null)[])[]) {
  const objects = rows.map(([id, name, user, fingerprint, key, type, created, updated]) =>
    versionedObject('KeyPair', '1.4', {
      id: Number(id),
      name: name ?? null,
      user_id: user ?? null,
      fingerprint: fingerprint ?? null,
      public_key: key ?? null,
      type: type ?? 'ssh',
      created_at: isoTime(created),
      updated_at: isoTime(updated),
      deleted: false,
      deleted_at: null,
    }),
  );
  return versionedObject('KeyPairList', '1.3', { objects });
}
