import { createOnce, ensureObjects } from '../../../activities/network/target/ensure-objects';
import { removeObjects } from '../../../activities/network/target/undo-objects';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import { Session } from '../../../connectors/openstack/session';
import { fakeOpenStack, type Answer, type FakeOpenStack, type Request } from '../../support/fake-openstack';
import { memoryLedger } from '../../support/memory-ledger';

const INPUT = {
  run: { id: 'run', cluster: 'lab', datacenter: 'lab' },
  step: 'network/neutron/ports',
  phase: 'network',
} as const;

let cloud: FakeOpenStack;
let respond: (request: Request) => Answer;
let api: NetworkApi;

beforeEach(async () => {
  cloud = await fakeOpenStack((request) => respond(request));
  const account = { username: 'admin', password: 'x', project: 'admin', domain: 'default', region: 'RegionOne' };
  api = new NetworkApi(new Session({ url: cloud.url, ...account }));
});
afterEach(() => cloud.close());

function calls(): string[] {
  return cloud.requests.map(({ method, path }) => `${method} ${path.replace('/network/v2.0', '')}`);
}

test('looks before it creates: Neutron hangs on a second POST', async () => {
  respond = () => ({ status: 200, body: { port: { id: 'p' } } });
  await createOnce(api, 'port', { id: 'p' });
  expect(calls()).toEqual(['GET /ports/p']);
});

test('empty lists are not sent, an empty list of groups is: it means none', async () => {
  respond = ({ method }) => (method === 'GET' ? { status: 404 } : { status: 201, body: { port: { id: 'p' } } });
  await createOnce(api, 'port', { id: 'p', security_groups: [], allowed_address_pairs: [], extra_dhcp_opts: [] });
  expect(cloud.requests[1]?.body).toEqual({ port: { id: 'p', security_groups: [] } });
});

test('recognises an object whose POST succeeded though its answer did not', async () => {
  let created = false;
  respond = ({ method }) => {
    if (method === 'POST') {
      created = true;
      return { status: 504, body: 'gateway' };
    }
    return created ? { status: 200, body: { port: { id: 'p', status: 'DOWN' } } } : { status: 404 };
  };
  await expect(createOnce(api, 'port', { id: 'p' })).resolves.toMatchObject({ status: 'DOWN' });
});

test('the undo stands in the ledger before the first POST, with all that a second attempt adds', async () => {
  const ledger = memoryLedger();
  const seen: unknown[] = [];
  respond = ({ method, path }) => {
    if (method === 'POST') seen.push(ledger.undos[0]?.detail);
    if (method === 'POST') return { status: 201, body: { port: { id: 'p' } } };
    return path.endsWith('fields=id') ? { status: 200, body: { ports: [] } } : { status: 404 };
  };
  const tools = { api, ledger, atOnce: 8 };
  await ensureObjects(tools, INPUT, 'port', [{ id: 'a' }]);
  await ensureObjects(tools, INPUT, 'port', [{ id: 'a' }, { id: 'b' }]);
  expect(seen[0]).toEqual({ resource: 'port', ids: ['a'] });
  expect(ledger.undos).toHaveLength(1);
  expect(ledger.undos[0]?.detail).toEqual({ resource: 'port', ids: ['a', 'b'] });
});

test('a first attempt trusts the listing, a later one looks again: a request of the first may still be under way', async () => {
  const ledger = memoryLedger();
  respond = ({ method, path }) => {
    if (method === 'POST') return { status: 201, body: { port: { id: 'a' } } };
    return path.endsWith('fields=id') ? { status: 200, body: { ports: [] } } : { status: 404 };
  };
  const tools = { api, ledger, atOnce: 8 };
  await ensureObjects(tools, INPUT, 'port', [{ id: 'a' }]);
  const list = 'GET /ports?limit=500&fields=id';
  expect(calls()).toEqual([list, 'POST /ports']);
  await ensureObjects(tools, INPUT, 'port', [{ id: 'a' }]);
  expect(calls().slice(2)).toEqual([list, 'GET /ports/a', 'POST /ports']);
});

test('a port loses its server before it is deleted, lest Nova unplugs it from the guest', async () => {
  respond = ({ method }) =>
    method === 'DELETE' ? { status: 204 } : { status: 200, body: { ports: [{ id: 'p', device_id: 'vm' }], port: {} } };
  await expect(removeObjects(api, 'port', ['p'], 8)).resolves.toBe(1);
  expect(calls()).toEqual(['GET /ports?limit=500', 'PUT /ports/p', 'DELETE /ports/p']);
  expect(cloud.requests[1]?.body).toEqual({ port: { device_id: '', device_owner: '' } });
});
