import type { ClusterDefinition } from '../../model/cluster';
import type { NetworkServices } from '../../model/network-services';
import type { Units } from '../../model/units';
import { LAB_DEFINITION } from './lab-definition';

/** The lab's definition with these network services, and no others. */
export function withServices(services: Partial<NetworkServices>): ClusterDefinition {
  const { network } = LAB_DEFINITION;
  const all = { dhcp: null, l3: null, metadata: null, ...services };
  return { ...LAB_DEFINITION, network: { ...network, services: all } };
}

export function on(host: string, ...units: readonly string[]): readonly Units[] {
  return [{ host, units }];
}
