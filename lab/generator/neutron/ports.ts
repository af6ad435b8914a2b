import { labUuid, VMS } from '../../inventory';
import { livingInstances } from '../cluster/instances';
import { LIBERTY_NETWORKS, type Network } from '../cluster/networks';
import type { LibertyOptions } from '../cluster/options';
import { ZONE } from '../nova/instances';
import { dhcpHost } from './agents';
import { dhcpDevice } from './dhcp-device';
import { groupsOfPort } from './security-groups';

export interface Port {
  readonly id: string;
  readonly tenant: string;
  readonly network: Network;
  readonly mac: string;
  readonly address: string;
  readonly deviceId: string;
  readonly deviceOwner: string;
  /** '' for a port that is bound nowhere. */
  readonly host: string;
  readonly hybridPlug: boolean;
  readonly securityGroups: readonly string[];
  readonly portSecurity: boolean;
  readonly extraDhcpOptions: Readonly<Record<string, string>>;
  readonly addressPairs: readonly string[];
}

const PLAIN = { portSecurity: true, extraDhcpOptions: {}, addressPairs: [] } as const;

/** The DHCP agent's own port in a network. */
function dhcpPort(network: Network, n: number): Port {
  return {
    ...PLAIN,
    id: labUuid('port', 'dhcp', network.id),
    tenant: network.owner,
    network,
    mac: `fa:16:3e:00:01:0${n}`,
    address: network.dhcpAddress,
    deviceId: dhcpDevice(dhcpHost(network), network.id),
    deviceOwner: 'network:dhcp',
    host: dhcpHost(network),
    hybridPlug: false,
    securityGroups: [],
    portSecurity: false,
  };
}

/** All ports: the DHCP agent's, and one for each instance that lives. Two of the inventory's carry what is rarely seen. */
export function* allPorts(options: LibertyOptions): Iterable<Port> {
  yield* LIBERTY_NETWORKS.map(dhcpPort);
  let ordinal = 0;
  for (const instance of livingInstances(options)) {
    yield {
      ...PLAIN,
      id: instance.portId,
      tenant: instance.projectId,
      network: instance.network,
      mac: instance.mac,
      address: instance.address,
      deviceId: instance.uuid,
      deviceOwner: `compute:${ZONE}`,
      host: instance.host,
      hybridPlug: instance.plug === 'bridge',
      securityGroups: groupsOfPort(instance.projectId, ordinal++),
      ...(instance.uuid === VMS[1]?.uuid ? { addressPairs: ['10.2.0.200', '10.2.0.208/29'] } : {}),
      ...(instance.uuid === VMS[3]?.uuid
        ? { extraDhcpOptions: { 'bootfile-name': 'pxelinux.0', 'server-ip-address': '10.1.0.1' } }
        : {}),
    };
  }
}
