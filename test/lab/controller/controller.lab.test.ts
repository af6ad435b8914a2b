import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import type { Session } from '../../../connectors/openstack/session';
import { listComputeServices } from '../../../connectors/openstack/compute-api';
import { listVolumeServices } from '../../../connectors/openstack/volume-api';
import { connectDatabase } from '../../../lab/controller/databases';
import { adminSession } from '../../../lab/controller/identity';
import { checkStein } from '../../../lab/controller/stein';
import { fillLiberty, LIBERTY_DATABASES } from '../../../lab/generator/fill';
import { CONTROLLER, PROJECTS } from '../../../lab/inventory';

const secrets = join(process.env['STACKLEAP_LAB'] ?? '/var/lib/stackleap/lab', 'secrets');
const secret = (name: string): string => readFileSync(join(secrets, name), 'utf8').trim();

describe("the lab's Stein", () => {
  let admin: Session;
  beforeAll(() => {
    admin = adminSession(secret('identity'));
  });

  it('answers on every API, with every service up', async () => {
    await expect(checkStein(admin)).resolves.toBeUndefined();
  });

  it('has its control services, and the volume service under the name that an RBD backend would have', async () => {
    const control = (await listComputeServices(admin)).filter(({ binary }) => binary !== 'nova-compute');
    expect(control.map(({ binary, host }) => `${binary} ${host}`).sort()).toEqual([
      'nova-conductor controller',
      'nova-scheduler controller',
    ]);
    const volumes = await listVolumeServices(admin);
    expect(volumes.map(({ binary, host }) => `${binary} ${host}`).sort()).toEqual([
      'cinder-scheduler controller',
      'cinder-volume controller@rbd1',
    ]);
    const pools = (await admin.call('volume', 'GET', '/scheduler-stats/get_pools')).body;
    expect(pools).toEqual({ pools: [{ name: 'controller@rbd1#rbd1' }] });
  });

  it('knows the tenants of the old cloud under their old ids', async () => {
    const { body } = await admin.call('identity', 'GET', '/projects');
    const { projects } = body as { projects: readonly { readonly id: string; readonly name: string }[] };
    for (const { id, name } of PROJECTS) expect(projects).toContainEqual(expect.objectContaining({ id, name }));
  });

  it('lets administrators choose ids in Neutron', async () => {
    const { body } = await admin.call('network', 'GET', '/extensions');
    const { extensions } = body as { extensions: readonly { readonly alias: string }[] };
    expect(extensions.map(({ alias }) => alias)).toEqual(expect.arrayContaining(['explicit-id', 'port-security']));
  });
});

describe("the lab's old control plane", () => {
  it.each([18774, 19292, 18776, 19696])('answers on the public port %i', async (port) => {
    const answer = await fetch(`http://${CONTROLLER.address}:${port}/`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ release: 'liberty' });
  });
});

describe('fillLiberty', () => {
  const prefix = 'filltest_';
  let connection: Connection;
  beforeAll(async () => {
    connection = await connectDatabase(secret('database'));
  });
  afterAll(async () => {
    for (const name of LIBERTY_DATABASES) await connection.query(`DROP DATABASE IF EXISTS ${prefix}${name}`);
    await connection.end();
  });

  async function count(table: string, where = '1 = 1'): Promise<number> {
    const [rows] = await connection.query(`SELECT COUNT(*) AS n FROM ${prefix}${table} WHERE ${where}`);
    return Number((rows as { n: number }[])[0]?.n);
  }

  it('fills databases of any name with a cluster of any size', async () => {
    await fillLiberty(connection, { prefix, seed: 2, instances: 100 });
    expect(await count('nova.instances', 'deleted = 0')).toBe(100);
    expect(await count('nova.instances', "deleted = 0 AND vm_state = 'shelved_offloaded' AND host IS NULL")).toBe(4);
    expect(await count('nova.instances', 'deleted = id')).toBe(5);
    expect(await count('nova.instance_extra')).toBe(105);
    expect(await count('neutron.ports', "device_owner LIKE 'compute:%'")).toBe(100);
    expect(await count('glance.images', 'deleted = 0')).toBe(9);
    const attached = await count('cinder.volume_attachment', 'deleted = 0');
    expect(await count('nova.block_device_mapping', 'deleted = 0 AND volume_id IS NOT NULL')).toBe(attached);
  });

  it('can be filled again', async () => {
    await fillLiberty(connection, { prefix, instances: 12 });
    expect(await count('nova.instances', 'deleted = 0')).toBe(12);
  });
});
