/** One spelling for all of an IPv6 address, or of a prefix; anything else stays as it is. */
export function canonicalAddress(text: string): string {
  const [address = '', length] = text.split('/');
  if (!address.includes(':')) return text;
  try {
    const spelled = new URL(`http://[${address}]/`).hostname.slice(1, -1);
    return length === undefined ? spelled : `${spelled}/${length}`;
  } catch {
    return text;
  }
}

/** The address that a port with this MAC has in a /64 of SLAAC: modified EUI-64. */
export function autoAddress(cidr: string, mac: string): string {
  const [first = 0, ...rest] = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const bytes = [first ^ 2, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2)];
  const words = [0, 2, 4, 6].map((i) => (((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)).toString(16));
  return canonicalAddress(`${prefix(cidr).join(':')}:${words.join(':')}`);
}

/** The first four words of a prefix. */
function prefix(cidr: string): readonly string[] {
  const [address = ''] = cidr.split('/');
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before.slice(0, 4);
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4);
}
