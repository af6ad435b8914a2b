import { isIPv4, isIPv6 } from 'node:net';
import { canonicalAddress } from './auto-address';

/**
 * A prefix as Neutron shows it, and undefined for what is none. An address without a mask is that address alone (`1.2.3.4` is
 * `1.2.3.4/32`); bits behind the mask stay.
 */
export function canonicalPrefix(text: string): string | undefined {
  const [address = '', length, ...more] = text.split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : undefined;
  if (bits === undefined || more.length > 0) return undefined;
  if (length !== undefined && !(/^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= bits)) return undefined;
  return `${canonicalAddress(address)}/${length ?? bits}`;
}
