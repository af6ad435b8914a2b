import { createHash } from 'node:crypto';

/** RFC 4122's namespace of domain names, in which agents draw the UUID of their host. */
const NAMESPACE_DNS = '6ba7b8109dad11d180b400c04fd430c8';

/** The `device_id` that a DHCP agent gives its port: neutron.common.utils.get_dhcp_agent_device_id. */
export function dhcpDevice(host: string, network: string): string {
  const name = host.split('.')[0] as string;
  const hash = createHash('sha1').update(Buffer.from(NAMESPACE_DNS, 'hex')).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return `dhcp${uuid}-${network}`;
}
