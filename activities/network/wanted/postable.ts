import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { JsonObject } from '../../../model/json';
import { text } from '../source/fields';
import type { WantedPort } from './ports';

/** Modes in which a port's address follows from its MAC. */
const AUTO_MODES = new Set(['slaac', 'dhcpv6-stateless']);

/** The ids of subnets on which Neutron computes addresses itself, and takes none from anybody but a router. */
export function autoAddressed(subnets: readonly NetworkObject[]): ReadonlySet<string> {
  return new Set(
    subnets
      .filter(
        (subnet) => AUTO_MODES.has(text(subnet['ipv6_address_mode'])) || AUTO_MODES.has(text(subnet['ipv6_ra_mode'])),
      )
      .map(({ id }) => id),
  );
}

/** What a port is posted with: a router's interface still belongs to nobody, and gets its router later. */
export function postable({ kind, port }: WantedPort, auto: ReadonlySet<string>): NetworkObject {
  if (kind === 'interface') return { ...port, device_id: '' };
  const addresses = port['fixed_ips'] as readonly JsonObject[];
  const given = addresses.filter((address) => !auto.has(text(address['subnet_id'])));
  const computed = addresses.filter((address) => auto.has(text(address['subnet_id'])));
  return {
    ...port,
    fixed_ips: [...given, ...computed.map((address) => ({ subnet_id: text(address['subnet_id']) }))],
  };
}
