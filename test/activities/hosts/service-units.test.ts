import { serviceUnits } from '../../../activities/hosts/service-units';
import { UNITS } from '../../../releases/liberty-to-stein/units';
import { LAB_DEFINITION } from '../../support/lab-definition';

const on = (host: string, ...units: readonly string[]) => [{ host, units }];

const { network } = LAB_DEFINITION;
const services = {
  dhcp: {
    old: on('compute1', 'old-dhcp', 'neutron-dhcp-agent'),
    new: [...on('compute1', 'neutron-dhcp-agent.service'), ...on('compute2', 'neutron-dhcp-agent')],
    leaseChecks: [],
  },
  l3: null,
  metadata: { old: on('compute3', 'old-metadata'), new: on('controller', 'new-metadata'), check: null },
};
const definition = { ...LAB_DEFINITION, network: { ...network, services } };

test.each([
  ['compute1', ['neutron-dhcp-agent']],
  ['compute2', ['neutron-dhcp-agent']],
  ['compute3', ['neutron-metadata-agent']],
  ['compute4', []],
])('what the new packages of %s must not restart, each unit once', (host, units) => {
  expect(serviceUnits(definition, UNITS, host)).toEqual(units);
});
