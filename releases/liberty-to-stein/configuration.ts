import type { HostConfiguration } from '../../model/pair/configuration';

const NOVA_CONF = '/etc/nova/nova.conf';

export const CONFIGURATION: HostConfiguration = {
  nova: NOVA_CONF,
  files: [
    { template: 'nova.conf', path: NOVA_CONF },
    { template: 'neutron.conf', path: '/etc/neutron/neutron.conf' },
    { template: 'openvswitch_agent.ini', path: '/etc/neutron/plugins/ml2/openvswitch_agent.ini' },
  ],
  services: {
    dhcp: [{ template: 'dhcp_agent.ini', path: '/etc/neutron/dhcp_agent.ini' }],
    l3: [{ template: 'l3_agent.ini', path: '/etc/neutron/l3_agent.ini' }],
    metadata: [{ template: 'metadata_agent.ini', path: '/etc/neutron/metadata_agent.ini' }],
  },
  agent: {
    before: ['/usr/share/neutron/neutron-dist.conf'],
    dropIns: ['/etc/neutron/conf.d/common', '/etc/neutron/conf.d/neutron-openvswitch-agent'],
  },
};
