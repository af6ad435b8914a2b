import { datapathProblems, readDatapathProblems } from '../../../activities/network/caches/datapath-problems';
import { Session } from '../../../connectors/openstack/session';
import { fakeCaches } from '../../support/fake-caches';
import { fakeOpenStack } from '../../support/fake-openstack';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { switchMachine } from '../../support/switch-machine';

function port(id: string, told: string | undefined, type = 'ovs') {
  const details = told === undefined ? {} : { datapath_type: told };
  return { id, 'binding:vif_type': type, 'binding:vif_details': details };
}

function cache(instance: string, told: string | undefined, type = 'ovs') {
  const details = told === undefined ? {} : { datapath_type: told };
  return { id: 1, instance, info: JSON.stringify([{ id: `${instance}-port`, type, details }]) };
}

const HOST = { host: 'compute1', bridge: 'br-int' };

test('bindings and caches that tell what the bridge has are no problem, nor are those of other kinds', () => {
  const ports = [port('a', 'netdev'), port('b', 'system', 'vhostuser'), port('c', undefined, 'unbound')];
  const caches = [cache('vm', 'netdev'), cache('other', 'system', 'vhostuser'), { id: 2, instance: 'none', info: '' }];
  expect(datapathProblems({ ...HOST, datapath: 'netdev', ports, caches })).toEqual([]);
  const silent = { ports: [port('a', undefined)], caches: [cache('vm', undefined)] };
  expect(datapathProblems({ ...HOST, datapath: 'system', ...silent })).toEqual([]);
});

test('each that would change the bridge is reported', () => {
  const ports = [port('a', 'system'), port('b', undefined), port('c', 'netdev')];
  const caches = [cache('vm-1', undefined), cache('vm-2', 'netdev')];
  expect(datapathProblems({ ...HOST, datapath: 'netdev', ports, caches })).toEqual([
    'port a: its binding tells the datapath system, and br-int of compute1 has netdev',
    'port b: its binding tells the datapath system, and br-int of compute1 has netdev',
    'instance vm-1: its cache gives the datapath system for port vm-1-port, and br-int of compute1 has netdev',
  ]);
});

test('a host without the bridge has a problem only where ports are bound', () => {
  const none = { ...HOST, datapath: undefined, caches: [] };
  expect(datapathProblems({ ...none, ports: [] })).toEqual([]);
  expect(datapathProblems({ ...none, ports: [port('a', 'system')] })).toEqual([
    'compute1 has no bridge br-int, and 1 port bound there by ovs',
  ]);
});

test("reads the switch, the host's ports and its caches", async () => {
  const cloud = await fakeOpenStack(() => ({ status: 200, body: { ports: [port('a', 'system')] } }));
  const account = { username: 'admin', password: 'x', project: 'admin', domain: 'default', region: 'RegionOne' };
  const session = new Session({ url: cloud.url, ...account });
  const target = fakeCaches([{ ...cache('vm', 'system'), host: 'compute1' }]);
  const machine = switchMachine('compute1', { 'br-int': 'netdev' });
  await expect(readDatapathProblems({ definition: LAB_DEFINITION, session, target }, machine)).resolves.toHaveLength(2);
  expect(cloud.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /network/v2.0/ports?limit=500&binding%3Ahost_id=compute1',
  ]);
  await cloud.close();
});
