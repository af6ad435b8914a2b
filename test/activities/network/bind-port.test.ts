import { ensureBound } from '../../../activities/network/target/bind-port';
import { UNASKED, type DatapathOf } from '../../../activities/network/source/host-datapaths';
import { NetworkApi, type NetworkObject } from '../../../connectors/openstack/network-api';
import { Session } from '../../../connectors/openstack/session';
import { fakeOpenStack, type FakeOpenStack } from '../../support/fake-openstack';

/** A Neutron with one port, which binds it for the datapath that the host's agent tells. */
let cloud: FakeOpenStack;
let api: NetworkApi;
let port: NetworkObject;
let agents: Readonly<Record<string, string>>;

beforeEach(async () => {
  cloud = await fakeOpenStack(({ body }) => {
    const { 'binding:host_id': host } = (body as { port: Record<string, string> }).port;
    port = bound(host ?? '', agents[host ?? '']);
    return { status: 200, body: { port } };
  });
  const account = { username: 'admin', password: 'x', project: 'admin', domain: 'default', region: 'RegionOne' };
  api = new NetworkApi(new Session({ url: cloud.url, ...account }));
  agents = { compute1: 'netdev', compute2: 'netdev' };
});
afterEach(() => cloud.close());

function bound(host: string, datapath: string | undefined): NetworkObject {
  const details = datapath === undefined ? {} : { datapath_type: datapath };
  const type = datapath === undefined ? 'unbound' : 'ovs';
  return { id: 'p', 'binding:host_id': host, 'binding:vif_type': type, 'binding:vif_details': details };
}

const WANTED = { id: 'p', 'binding:host_id': 'compute1' };
const NETDEV: DatapathOf = () => 'netdev';

function hosts(): unknown[] {
  return cloud.requests.map(({ body }) => (body as { port: Record<string, string> }).port['binding:host_id']);
}

test("a port that is bound for another datapath than its host's is bound again, once", async () => {
  port = bound('compute1', 'system');
  await ensureBound(api, WANTED, port, NETDEV);
  await ensureBound(api, WANTED, port, NETDEV);
  expect(hosts()).toEqual(['', 'compute1']);
  expect(port).toEqual(bound('compute1', 'netdev'));
});

test('killed in between it is bound by the next attempt', async () => {
  port = bound('', undefined);
  await ensureBound(api, WANTED, port, NETDEV);
  expect(hosts()).toEqual(['', 'compute1']);
  expect(port).toEqual(bound('compute1', 'netdev'));
});

test('one that has moved stays where it is', async () => {
  await ensureBound(api, WANTED, bound('compute2', 'netdev'), NETDEV);
  expect(hosts()).toEqual([]);
  await ensureBound(api, WANTED, bound('compute2', 'system'), NETDEV);
  expect(hosts()).toEqual(['', 'compute2']);
});

test.each([
  ['of a host that was not asked', WANTED, UNASKED],
  ['without a host', { id: 'p', 'binding:host_id': '' }, NETDEV],
])('a port %s is bound well', async (_, wanted, datapathOf) => {
  await ensureBound(api, wanted, bound('compute1', 'system'), datapathOf);
  expect(hosts()).toEqual([]);
});

test.each([
  ['system', 'Port p is bound for the datapath system on host compute1, whose switch has netdev.'],
  [undefined, 'Port p is unbound on host compute1 instead of bound by ovs.'],
])('what an agent that tells %s leads to is told', async (told, message) => {
  agents = told === undefined ? {} : { compute1: told };
  await expect(ensureBound(api, WANTED, bound('compute1', 'system'), NETDEV)).rejects.toMatchObject({
    type: 'NetworkDiffers',
    message: expect.stringContaining(message),
  });
});
