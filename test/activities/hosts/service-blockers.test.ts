import { serviceBlockers } from '../../../activities/hosts/service-blockers';
import type { NetworkServices } from '../../../model/network-services';
import { UNITS } from '../../../releases/liberty-to-stein/units';
import { machineWith } from '../../support/machine-with';
import { on, withServices } from '../../support/with-services';

async function blockersOn(host: string, services: Partial<NetworkServices>, running: readonly string[] = []) {
  const blockers = await serviceBlockers(machineWith(host, running), withServices(services), UNITS);
  return blockers.map(({ type, message }) => `${type}: ${message}`);
}

test('says nothing when nothing is named and nothing runs', async () => {
  await expect(blockersOn('compute1', {})).resolves.toEqual([]);
});

test('new units come with the packages: they are not asked for', async () => {
  const l3 = { old: on('compute1', 'old-l3'), new: on('compute1', 'neutron-l3-agent'), check: null };
  await expect(blockersOn('compute1', { l3 }, ['old-l3', 'neutron-l3-agent.service'])).resolves.toEqual([]);
});

test('an agent that is handed over to another machine is held where it was: nothing restarts it', async () => {
  const agent = 'neutron-metadata-agent.service';
  const metadata = { old: on('compute1', agent), new: on('controller', agent), check: null };
  await expect(blockersOn('compute1', { metadata }, [agent])).resolves.toEqual([]);
});

test('names old units that are not there, and agents that run and are not named', async () => {
  const l3 = { old: on('compute1', 'gone-l3'), new: on('controller', 'l3'), check: null };
  const agents = ['neutron-dhcp-agent.service', 'neutron-l3-agent.service', 'neutron-metadata-agent.service'];
  await expect(blockersOn('compute1', { l3 }, agents)).resolves.toEqual([
    'InvalidDefinition: compute1 has no unit gone-l3, which network.services names.',
    'InvalidDefinition: compute1 runs neutron-dhcp-agent.service, which new packages would restart: name it in network.services.dhcp.',
    'InvalidDefinition: compute1 runs neutron-metadata-agent.service, which new packages would restart: name it in network.services.metadata.',
  ]);
  await expect(blockersOn('compute2', { l3 }, agents)).resolves.toHaveLength(3);
});
