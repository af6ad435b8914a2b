import { createHash } from 'node:crypto';
import { USERS } from '../../inventory';
import { gone, living, type TableRows } from '../rows';

/** A public key in OpenSSH's form that no private key fits. */
export function publicKey(name: string): string {
  const key = createHash('sha512').update(name).digest('base64').replaceAll(/[+/=]/g, 'A');
  return `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB${key} ${name}@lab`;
}

function fingerprint(name: string): string {
  return (createHash('md5').update(name).digest('hex').match(/../g) as string[]).join(':');
}

/** Two living key pairs and a deleted one (of the same name as a living one) for each user. */
export function keyPairTables(): readonly TableRows[] {
  const keys = USERS.flatMap((user) => [
    { user, name: `${user.name}-laptop`, deleted: false },
    { user, name: 'deploy', deleted: false },
    { user, name: 'deploy', deleted: true },
  ]);
  const rows = keys.map(({ user, name, deleted }, i) => ({
    ...(deleted ? gone(i, i + 1) : living(i)),
    id: i + 1,
    name,
    user_id: user.id,
    fingerprint: fingerprint(`${user.name}/${name}`),
    public_key: publicKey(name),
    type: 'ssh',
  }));
  return [{ table: 'key_pairs', rows }];
}
