import type { HostUnits } from '../../model/pair/units';

const COMPUTE = 'openstack-nova-compute.service';
const AGENT = 'neutron-openvswitch-agent.service';

export const UNITS: HostUnits = {
  compute: COMPUTE,
  agent: AGENT,
  services: {
    dhcp: 'neutron-dhcp-agent.service',
    l3: 'neutron-l3-agent.service',
    metadata: 'neutron-metadata-agent.service',
  },
  // The scriptlets of Liberty's packages restart what runs, and the new code must not meet the old configuration.
  held: [
    { unit: 'neutron-ovs-cleanup.service', how: 'keep', why: 'started or stopped, it unplugs every port of the host' },
    {
      unit: 'openvswitch.service',
      how: 'keep',
      why: 'a restart of ovs-vswitchd cuts every VM off until flows are back',
    },
    { unit: 'libvirtd.service', how: 'keep', why: 'guests outlive it, but it is restarted by its own step' },
    { unit: 'libvirt-guests.service', how: 'keep', why: 'stopped, it shuts every guest of the host down' },
    { unit: 'puppet.service', how: 'stop', why: "it would put the old release's packages and files back" },
    {
      unit: AGENT,
      how: 'stop',
      why: 'the new agent starts in the phase `agents`, behind bypass flows',
    },
    { unit: COMPUTE, how: 'stop', why: 'the new one starts when its configuration is there' },
  ],
};
