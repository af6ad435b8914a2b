import type { Bridge } from '../../../model/network/switch';
import { TUNNEL_TYPES } from '../../../model/network/tunnels';
import { placeOf, type TunnelEndpoint } from '../../network/target/tunnel-endpoints';

/**
 * Tunnels through which the host would reach nobody any more, one sentence each: the new agent sends into tunnels to the endpoints that
 * its Neutron knows, and to no others.
 */
export function tunnelProblems(bridge: Bridge | undefined, endpoints: readonly TunnelEndpoint[]): readonly string[] {
  const known = new Set(endpoints.map(placeOf));
  return tunnelPorts(bridge)
    .filter(({ type, options }) => !known.has(placeOf({ type, address: options['remote_ip'] })))
    .map(
      ({ name, type, options }) =>
        `${bridge?.name}: ${name} leads to ${options['remote_ip']}, which is no ${type} endpoint of the new Neutron`,
    );
}

/** The ports of a bridge that are tunnels to other hosts. */
export function tunnelPorts(bridge: Bridge | undefined): Bridge['ports'] {
  const types: readonly string[] = TUNNEL_TYPES;
  return (bridge?.ports ?? []).filter(
    ({ type, options }) => types.includes(type) && options['remote_ip'] !== undefined,
  );
}
