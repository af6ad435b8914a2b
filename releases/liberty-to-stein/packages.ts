import type { NetworkService } from '../../model/network-services';
import type { RenderedFile } from '../../model/pair/configuration';
import type { HeldUnit } from '../../model/pair/units';

/**
 * Units that are masked while packages are swapped: the scriptlets of Liberty's packages restart what runs, and the new code
 * must not meet the old configuration.
 */
export const HELD_UNITS: readonly HeldUnit[] = [
  { unit: 'neutron-ovs-cleanup.service', how: 'keep', why: 'started or stopped, it unplugs every port of the host' },
  { unit: 'openvswitch.service', how: 'keep', why: 'a restart of ovs-vswitchd cuts every VM off until flows are back' },
  { unit: 'libvirtd.service', how: 'keep', why: 'guests outlive it, but it is restarted by a step of its own' },
  { unit: 'libvirt-guests.service', how: 'keep', why: 'stopped, it shuts every guest of the host down' },
  { unit: 'puppet.service', how: 'stop', why: "it would put the old release's packages and files back" },
  {
    unit: 'neutron-openvswitch-agent.service',
    how: 'stop',
    why: 'the new agent starts in the phase `agents`, behind seeds',
  },
  { unit: 'openstack-nova-compute.service', how: 'stop', why: 'the new one starts when its configuration is there' },
];

/** Left at the old release: they can only be changed with a restart of the data path. */
export const EXCLUDED_PACKAGES: readonly string[] = ['openvswitch', 'python-openvswitch', 'python2-openvswitch'];

/** The new release is not complete without these; `preflight` looks for each in the target's repository. */
export const REQUIRED_PACKAGES: readonly string[] = [
  'openstack-nova-compute',
  'openstack-neutron-openvswitch',
  'python2-nova',
  'python2-neutron',
  'python2-neutron-lib',
  'qemu-kvm-ev',
  'libvirt-daemon-kvm',
  'librbd1',
  'ceph-common',
];

export const NOVA_CONF = '/etc/nova/nova.conf';

export const CONFIGURATION: readonly RenderedFile[] = [
  { template: 'nova.conf', path: NOVA_CONF },
  { template: 'neutron.conf', path: '/etc/neutron/neutron.conf' },
  { template: 'openvswitch_agent.ini', path: '/etc/neutron/plugins/ml2/openvswitch_agent.ini' },
];

/** What packages let an agent read besides, before and after its own files; the last word counts. */
export const DISTRIBUTED = '/usr/share/neutron/neutron-dist.conf';
export const DROP_INS = ['/etc/neutron/conf.d/common', '/etc/neutron/conf.d/neutron-openvswitch-agent'] as const;

/** The same for the agents of network services, on the hypervisors where `network.services` says that they run. */
export const SERVICE_CONFIGURATION: Readonly<Record<NetworkService, readonly RenderedFile[]>> = {
  dhcp: [{ template: 'dhcp_agent.ini', path: '/etc/neutron/dhcp_agent.ini' }],
  l3: [{ template: 'l3_agent.ini', path: '/etc/neutron/l3_agent.ini' }],
  metadata: [{ template: 'metadata_agent.ini', path: '/etc/neutron/metadata_agent.ini' }],
};

/** What packages call the agents of network services, and restart when they are swapped. */
export const NETWORK_SERVICE_UNITS: Readonly<Record<NetworkService, string>> = {
  dhcp: 'neutron-dhcp-agent.service',
  l3: 'neutron-l3-agent.service',
  metadata: 'neutron-metadata-agent.service',
};

export const COMPUTE_UNIT = 'openstack-nova-compute.service';

export const AGENT_UNIT = 'neutron-openvswitch-agent.service';
