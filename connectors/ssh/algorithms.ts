import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';
import type { KnownHost } from './known-hosts';

/** Key types of known_hosts that ssh2 can check, and how a server may sign with such a key. */
const SIGNATURES: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};
const LEGACY_SIGNATURES: typeof SIGNATURES = { ...SIGNATURES, 'ssh-dss': ['ssh-dss'] };

/** Offered last, behind all that ssh2 offers by itself. */
const LEGACY: Pick<Algorithms, 'kex' | 'cipher' | 'hmac'> = {
  kex: appended('diffie-hellman-group-exchange-sha1', 'diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'),
  cipher: appended('aes256-cbc', 'aes192-cbc', 'aes128-cbc', '3des-cbc'),
  hmac: appended('hmac-sha1-96', 'hmac-md5'),
};

function appended<T>(...names: T[]): Record<'append' | 'prepend' | 'remove', T[]> {
  return { append: names, prepend: [], remove: [] };
}

/** The key types of known_hosts that can be checked. */
export function checkedKeyTypes(legacy: boolean): readonly string[] {
  return Object.keys(legacy ? LEGACY_SIGNATURES : SIGNATURES);
}

/**
 * What is offered to a server of which these keys are known; undefined when none of them can be checked. Only signatures by known
 * keys: it would else prove itself by a key that we cannot compare.
 */
export function algorithmsFor(entries: readonly KnownHost[], legacy: boolean): Algorithms | undefined {
  const signatures = legacy ? LEGACY_SIGNATURES : SIGNATURES;
  const types = entries.filter(({ marker }) => marker === '').map(({ keyType }) => keyType);
  const serverHostKey = [...new Set(types.flatMap((type) => signatures[type] ?? []))];
  return serverHostKey.length === 0 ? undefined : { serverHostKey, ...(legacy ? LEGACY : {}) };
}
