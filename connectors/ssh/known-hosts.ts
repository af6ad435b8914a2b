import { createHmac, timingSafeEqual } from 'node:crypto';

/** One line of an OpenSSH known_hosts file. */
export interface KnownHost {
  readonly marker: '' | 'cert-authority' | 'revoked';
  /** Patterns, or one hashed name (`|1|salt|hash`). */
  readonly names: readonly string[];
  readonly keyType: string;
  /** The public key as it goes over the wire. */
  readonly key: Buffer;
}

/** Reads known_hosts; comments, empty lines and lines that OpenSSH would not understand either are left out. */
export function parseKnownHosts(text: string): readonly KnownHost[] {
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#')) return [];
    const marker = /^@(cert-authority|revoked)$/.exec(words[0] ?? '')?.[1];
    const [names, keyType, key] = marker === undefined ? words : words.slice(1);
    if (names === undefined || keyType === undefined || key === undefined) return [];
    return [
      {
        marker: (marker ?? '') as KnownHost['marker'],
        names: names.split(','),
        keyType,
        key: Buffer.from(key, 'base64'),
      },
    ];
  });
}

/** A host as known_hosts writes it: `[address]:port` unless the port is 22. */
function nameOf(address: string, port: number): string {
  return port === 22 ? address : `[${address}]:${port}`;
}

function matchesHash(pattern: string, name: string): boolean {
  const [, , salt = '', hash = ''] = pattern.split('|');
  const wanted = Buffer.from(hash, 'base64');
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name.toLowerCase()).digest();
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

function matchesPattern(pattern: string, name: string): boolean {
  if (pattern.startsWith('|1|')) return matchesHash(pattern, name);
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === name.toLowerCase();
  const source = pattern
    .toLowerCase()
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name.toLowerCase());
}

/** A name that one `!pattern` of the line matches is not the line's. */
function matches(names: readonly string[], name: string): boolean {
  const refused = names.some((pattern) => pattern.startsWith('!') && matchesPattern(pattern.slice(1), name));
  return !refused && names.some((pattern) => !pattern.startsWith('!') && matchesPattern(pattern, name));
}

/** The lines that speak of a host. */
export function entriesOf(known: readonly KnownHost[], address: string, port: number): readonly KnownHost[] {
  return known.filter(({ names }) => matches(names, nameOf(address, port)));
}

/** Whether this key is the host's: it stands in one of its lines and none revokes it. */
export function isKnownKey(entries: readonly KnownHost[], key: Buffer): boolean {
  const found = entries.filter((entry) => entry.key.equals(key));
  return found.some(({ marker }) => marker === '') && !found.some(({ marker }) => marker === 'revoked');
}
