import type { HostUnits } from '../../model/pair/units';

const COMPUTE = 'openstack-nova-compute.service';
const LIBVIRT = 'libvirtd.service';
const AGENT = 'neutron-openvswitch-agent.service';

export const UNITS: HostUnits = {
  compute: COMPUTE,
  agent: AGENT,
  logs: { compute: '/var/log/nova/nova-compute.log', agent: '/var/log/neutron/openvswitch-agent.log' },
  libvirt: LIBVIRT,
  services: {
    dhcp: 'neutron-dhcp-agent.service',
    l3: 'neutron-l3-agent.service',
    metadata: 'neutron-metadata-agent.service',
  },
  managers: [
    ...['puppet.service', 'pe-puppet.service', 'pxp-agent.service', 'mcollective.service', 'chef-client.service'],
    ...['chef-client.timer', 'salt-minion.service', 'cf-execd.service', 'cf-monitord.service', 'cfengine3.service'],
    ...['rudder-agent.service', 'goferd.service', 'osad.service', 'rhnsd.service', 'ansible-pull.timer'],
    ...['yum-cron.service', 'packagekit.service', 'dnf-automatic.timer', 'dnf-automatic-install.timer'],
    ...['unattended-upgrades.service', 'apt-daily.timer', 'apt-daily-upgrade.timer'],
  ],
  // The scriptlets of Liberty's packages restart what runs, and the new code must not meet the old configuration.
  held: [
    { unit: 'neutron-ovs-cleanup.service', how: 'keep', why: 'started or stopped, it unplugs every port of the host' },
    {
      unit: 'neutron-netns-cleanup.service',
      how: 'keep',
      why: 'started or stopped, it removes the namespaces of DHCP servers and routers',
    },
    {
      unit: 'neutron-destroy-patch-ports.service',
      how: 'keep',
      why: 'started before the new agent, it unplugs the bridges from one another',
    },
    {
      unit: 'openvswitch.service',
      how: 'keep',
      why: 'a restart of ovs-vswitchd cuts every VM off until flows are back',
    },
    { unit: LIBVIRT, how: 'keep', why: 'guests outlive it, but it is restarted by its own step' },
    { unit: 'libvirt-guests.service', how: 'keep', why: 'stopped, it shuts every guest of the host down' },
    {
      unit: AGENT,
      how: 'stop',
      why: 'the new agent starts in the phase `agents`, behind bypass flows',
    },
    { unit: COMPUTE, how: 'stop', why: 'the new one starts when its configuration is there' },
  ],
};
