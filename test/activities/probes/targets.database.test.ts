import { readTargets } from '../../../activities/probes/targets';
import { closeDatabases, databases } from '../../support/databases';
import { openScratch, type Scratch } from '../../support/scratch-activities';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('targets', 40);
});
afterAll(async () => {
  await closeDatabases();
  await scratch.close();
});

/** As one hypervisor's VMs are seen from a machine that reaches networks in these ways. */
async function targetsOf(namespaces: Record<string, string>) {
  const { database, cloud } = scratch;
  const { nova } = cloud.definition.source.databases;
  const hosts = await database.rows(
    `SELECT DISTINCT host FROM ${nova}.instances WHERE deleted = 0 AND host IS NOT NULL`,
  );
  const definition = { ...cloud.definition, hypervisors: hosts.map(({ host }) => String(host)) };
  return readTargets({ databases }, definition, { machine: 'controller', namespaces, controls: [] });
}

test('networks with the same name are distinguished by their ids', async () => {
  const { database, cloud } = scratch;
  const { neutron } = cloud.definition.source.databases;
  const { unreachable } = await targetsOf({});
  expect(unreachable.missing.length).toBeGreaterThan(1);
  const known = await targetsOf(Object.fromEntries(unreachable.missing.map((name) => [name, name])));
  expect(known.unreachable).toEqual({ missing: [], ambiguous: [] });

  await database.run(`UPDATE ${neutron}.networks SET name = 'same'`);
  const same = await targetsOf({ same: 'somewhere' });
  expect(same.vms).toEqual([]);
  const ids = same.unreachable.ambiguous.map((one) => /\((.*)\)/.exec(one)?.[1] ?? '');
  expect(ids).toHaveLength(unreachable.missing.length);
  const { vms } = await targetsOf(Object.fromEntries(ids.map((id) => [id, `to-${id}`])));
  expect(vms).toHaveLength(known.vms.length);
  const at = (port: string) => known.vms.find((vm) => vm.port === port)?.namespace;
  for (const one of vms)
    for (const other of vms) expect(one.namespace === other.namespace).toBe(at(one.port) === at(other.port));
});

test('a VM with addresses of both kinds is asked by IPv4, which ARP can ask as well', async () => {
  const { database, cloud } = scratch;
  const { neutron } = cloud.definition.source.databases;
  const { unreachable } = await targetsOf({});
  const namespaces = Object.fromEntries(unreachable.missing.map((name) => [name, '']));
  const ids = (await targetsOf({ same: '' })).unreachable.ambiguous.map((one) => /\((.*)\)/.exec(one)?.[1] ?? '');
  const given = { ...namespaces, ...Object.fromEntries(ids.map((id) => [id, ''])) };
  const port = (await targetsOf(given)).vms[0]?.port ?? '';
  const allocations = `${neutron}.ipallocations`;
  await database.run(`UPDATE ${allocations} SET ip_address = '203.0.113.7' WHERE port_id = ?`, [port]);
  await database.run(
    `INSERT INTO ${allocations} (port_id, ip_address, subnet_id, network_id)
     SELECT port_id, '2001:db8::7', subnet_id, network_id FROM ${allocations} WHERE port_id = ?`,
    [port],
  );
  expect((await targetsOf(given)).vms.find((vm) => vm.port === port)?.address).toBe('203.0.113.7');
});

test('VMs with the same name are distinguished by their addresses', async () => {
  const { database, cloud } = scratch;
  const { nova, neutron } = cloud.definition.source.databases;
  await database.run(`UPDATE ${neutron}.networks SET name = id`);
  const { missing } = (await targetsOf({})).unreachable;
  const given = Object.fromEntries(missing.map((name) => [name, '']));
  const [one, other, third] = (await targetsOf(given)).vms;
  await database.run(`UPDATE ${nova}.instances SET display_name = 'web' WHERE display_name IN (?, ?)`, [
    one?.vm ?? '',
    other?.vm ?? '',
  ]);
  const names = new Map((await targetsOf(given)).vms.map(({ port, vm }) => [port, vm]));
  expect(names.get(one?.port ?? '')).toBe(`web (${one?.address})`);
  expect(names.get(other?.port ?? '')).toBe(`web (${other?.address})`);
  expect(names.get(third?.port ?? '')).toBe(third?.vm);
});
