import type { ClusterDefinition } from '../../model/cluster';
import { NETWORK_SERVICES } from '../../model/network-services';
import type { Units } from '../../model/units';
import type { HostUnits } from '../../model/pair/units';

/**
 * Units of network services on a hypervisor that its new packages must not restart: those that are handed over to it, and what
 * packages call the agent of a service that is handed over from it.
 */
export function serviceUnits({ network }: ClusterDefinition, { services }: HostUnits, host: string): readonly string[] {
  const on = (lists: readonly Units[] = []): readonly Units[] => lists.filter((list) => list.host === host);
  const units = NETWORK_SERVICES.flatMap((service) => {
    const given = network.services[service];
    const old = on(given?.old).length > 0 ? [services[service]] : [];
    return [...on(given?.new).flatMap((list) => list.units), ...old];
  });
  return [...new Set(units.map((unit) => unit.replace(/\.service$/, '')))];
}
