import { ApiError } from '../../../connectors/openstack/api-error';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import { listServers } from '../../../connectors/openstack/compute-api';
import { Session } from '../../../connectors/openstack/session';
import type { WithHeartbeat } from '../../../model/with-heartbeat';
import { fakeOpenStack, type Answer, type FakeOpenStack, type Request } from '../../support/fake-openstack';

const PASSWORD = 'a secret of ours';
let cloud: FakeOpenStack;
let respond: (request: Request) => Answer;

beforeEach(async () => {
  cloud = await fakeOpenStack((request) => respond(request));
});
afterEach(() => cloud.close());

function session(timeoutMs = 5000, withHeartbeat?: WithHeartbeat): Session {
  const account = { username: 'admin', password: PASSWORD, project: 'admin', domain: 'default', region: 'RegionOne' };
  return new Session(
    { url: cloud.url, ...account },
    { timeoutMs, ...(withHeartbeat === undefined ? {} : { withHeartbeat }) },
  );
}

async function errorOf(work: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

test('logs in once and talks to the internal endpoint with the newest microversion', async () => {
  respond = () => ({ status: 200, body: { servers: [] } });
  const open = session();
  await Promise.all([listServers(open), listServers(open)]);
  expect(cloud.logins).toHaveLength(1);
  expect(cloud.requests).toHaveLength(2);
  expect(cloud.requests[0]?.path).toBe('/compute/servers/detail?all_tenants=1&soft_deleted=1&limit=500');
  expect(cloud.requests[0]?.headers).toMatchObject({
    'x-auth-token': 'token-1',
    'openstack-api-version': 'compute 2.72',
  });
});

test('each request is attended while its answer is waited for', async () => {
  respond = () => ({ status: 200, body: { servers: [] } });
  const seen: string[] = [];
  const withHeartbeat: WithHeartbeat = (what, exchange) => {
    seen.push(what.replace(cloud.url, ''));
    return exchange();
  };
  await listServers(session(5000, withHeartbeat));
  expect(seen).toEqual(['POST /auth/tokens', expect.stringMatching(/^GET .*\/compute\/servers\/detail/)]);
});

test('logs in again when the token has expired', async () => {
  respond = ({ headers }) =>
    headers['x-auth-token'] === 'token-1' ? { status: 401 } : { status: 200, body: { extensions: [{ alias: 'x' }] } };
  await expect(new NetworkApi(session()).extensions()).resolves.toEqual(new Set(['x']));
  expect(cloud.logins).toHaveLength(2);
});

test('follows the links of a listing to its end', async () => {
  respond = ({ path }) => {
    if (path.includes('marker=2')) return { status: 200, body: { ports: [{ id: '3' }] } };
    const href = `${cloud.url.replace('/v3', '')}/network/v2.0/ports?marker=2`;
    return { status: 200, body: { ports: [{ id: '1' }, { id: '2' }], ports_links: [{ rel: 'next', href }] } };
  };
  expect((await new NetworkApi(session()).list('port')).map(({ id }) => id)).toEqual(['1', '2', '3']);
});

test('says what the API said, with method, URL and status, and never the password', async () => {
  respond = () => ({
    status: 409,
    body: { NeutronError: { type: 'InUse', message: 'The port is in use.', detail: '' } },
  });
  const error = await errorOf(new NetworkApi(session()).create('port', { id: 'p' }));
  expect(error.message).toMatch(/^POST http:.*\/network\/v2\.0\/ports answered 409: The port is in use\.$/);
  expect(`${JSON.stringify(error)} ${error.message}`).not.toContain(PASSWORD);
});

test('gives up a request that is not answered in time', async () => {
  respond = () => ({ status: 200, body: { ports: [] }, afterMs: 400 });
  const error = await errorOf(new NetworkApi(session(100)).list('port'));
  expect(error).toMatchObject({ status: 0, answer: 'nothing within 100 ms' });
});

test('an object that is not there is no error', async () => {
  respond = () => ({ status: 404, body: { NeutronError: { message: 'no' } } });
  const api = new NetworkApi(session());
  await expect(api.find('security_group_rule', 'r')).resolves.toBeUndefined();
  await expect(api.remove('security_group_rule', 'r')).resolves.toBe(false);
  expect(cloud.requests[0]?.path).toBe('/network/v2.0/security-group-rules/r');
});

test('names a server that nobody listens on', async () => {
  await cloud.close();
  const error = await errorOf(session().projectId());
  expect(error.message).toMatch(/^POST .*\/v3\/auth\/tokens got no answer: .*ECONNREFUSED/);
});
