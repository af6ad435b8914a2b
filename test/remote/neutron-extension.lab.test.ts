import { randomUUID } from 'node:crypto';
import { openSession } from '../../activities/toolbox/open-session';
import { createTenant, removeTenant } from '../../connectors/openstack/identity-api';
import { NetworkApi, type NetworkResource } from '../../connectors/openstack/network-api';
import type { Session } from '../../connectors/openstack/session';
import { LAB_DEFINITION } from '../support/lab-definition';

const NAME = 'explicit-id-test';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let admin: Session;
let network: NetworkApi;
let tenant: NetworkApi;
const made: [NetworkResource, string][] = [];

/** Creates an object, to be deleted after the tests, and returns its id. */
async function create(resource: NetworkResource, fields: Parameters<NetworkApi['create']>[1]): Promise<string> {
  const { id } = await network.create(resource, fields);
  made.unshift([resource, id]);
  return id;
}

beforeAll(async () => {
  admin = await openSession(LAB_DEFINITION);
  network = new NetworkApi(admin);
  const password = randomUUID();
  await createTenant(admin, LAB_DEFINITION.target.identity.domain, { name: NAME, password });
  tenant = new NetworkApi(await openSession(LAB_DEFINITION, { username: NAME, password, project: NAME }));
});

afterAll(async () => {
  const own = await tenant.list('network');
  for (const { id } of own) await tenant.remove('network', id);
  for (const [resource, id] of made) await network.remove(resource, id);
  // The tenant's first network has made a default group for its project.
  const { id } = (await tenant.list('security_group'))[0] ?? { id: '' };
  await network.remove('security_group', id);
  await removeTenant(admin, NAME);
});

test('it is loaded', async () => {
  await expect(network.extensions()).resolves.toContain('explicit-id');
});

test("an administrator's objects have the ids that were given", async () => {
  const [net, subnet, port, group, rule] = Array.from({ length: 5 }, () => randomUUID());
  const ids = { net, subnet, port, group, rule } as Record<string, string>;
  await expect(create('network', { id: ids['net'] ?? '', name: NAME })).resolves.toBe(net);
  const inside = { network_id: ids['net'] ?? '' };
  await expect(
    create('subnet', { ...inside, id: ids['subnet'] ?? '', ip_version: 4, cidr: '192.0.2.0/24' }),
  ).resolves.toBe(subnet);
  await expect(create('port', { ...inside, id: ids['port'] ?? '' })).resolves.toBe(port);
  await expect(create('security_group', { id: ids['group'] ?? '', name: NAME })).resolves.toBe(group);
  const fields = { security_group_id: ids['group'] ?? '', direction: 'ingress', protocol: 'tcp' };
  await expect(create('security_group_rule', { ...fields, id: ids['rule'] ?? '' })).resolves.toBe(rule);
});

test('without an id one is drawn', async () => {
  await expect(create('network', { name: NAME })).resolves.toMatch(UUID);
});

test('what is no UUID is refused', async () => {
  await expect(network.create('network', { id: 'my-network', name: NAME })).rejects.toMatchObject({
    status: 400,
    answer: expect.stringContaining("'my-network' is not a valid UUID"),
  });
});

test('a tenant may not choose an id, and gets that answer', async () => {
  await expect(tenant.create('network', { id: randomUUID(), name: NAME })).rejects.toMatchObject({
    status: 403,
    answer: expect.stringContaining('only an administrator may choose the id'),
  });
});

test('a tenant without an id is served as ever', async () => {
  await expect(tenant.create('network', { name: NAME })).resolves.toMatchObject({ id: expect.stringMatching(UUID) });
});
