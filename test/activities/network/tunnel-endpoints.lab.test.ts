import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../../activities/network/steps';
import { closeDatabases, targetQuery } from '../../support/databases';
import type { ClusterDefinition } from '../../../model/cluster';
import { TUNNEL_TYPES } from '../../../model/network/tunnels';
import { TUNNELS } from '../../../releases/liberty-to-stein/tunnel-endpoints';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labDependencies } from '../../support/lab-neutron';
import { openOddNeutron, type OddNeutron } from '../../support/odd-neutron';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: 'network/neutron/tunnel-endpoints', phase: 'network' } as const;
/** A Stein's Neutron of which there are only the tables of endpoints. */
const NEW = `test_new_endpoints_${process.pid}`;
/** Its agent has reported itself already. */
const STANDING = '10.9.0.12 8472 compute2';

const sql = targetQuery(LAB_DEFINITION);
let old: OddNeutron;
let definition: ClusterDefinition;
let lab: ReturnType<typeof labDependencies>;
beforeAll(async () => {
  old = await openOddNeutron('endpoints', { routed: false });
  const databases = { ...LAB_DEFINITION.target.databases, neutron: NEW };
  definition = { ...old.definition, target: { ...LAB_DEFINITION.target, databases } };
  await sql(`CREATE DATABASE ${NEW}`);
});
beforeEach(async () => {
  for (const type of TUNNEL_TYPES) {
    await sql(`DROP TABLE IF EXISTS ${NEW}.${TUNNELS.tables[type]}`);
    await sql(`CREATE TABLE ${NEW}.${TUNNELS.tables[type]} LIKE neutron.${TUNNELS.tables[type]}`);
  }
  await sql(`INSERT INTO ${NEW}.ml2_vxlan_endpoints VALUES ('10.9.0.12', 8472, 'compute2')`);
  lab = labDependencies();
});
afterAll(async () => {
  await sql(`DROP DATABASE IF EXISTS ${NEW}`);
  await old.drop();
  await closeDatabases();
});

function ensure(of = definition) {
  const deps = { ...lab.deps, readDefinition: async () => of };
  return activitiesOf(NETWORK_STEPS, deps).ensureTunnelEndpoints(INPUT);
}

async function undo(): Promise<void> {
  const undos = undosOf(NETWORK_STEPS, { ...lab.deps, readDefinition: async () => definition });
  for (const entry of lab.ledger.undos) await undos[entry.kind]?.(entry, RUN);
}

/** What the new Neutron would answer its agents with. */
async function endpoints(): Promise<Readonly<Record<string, readonly string[]>>> {
  const read = TUNNEL_TYPES.map(async (type) => {
    const rows = await sql(`SELECT * FROM ${NEW}.${TUNNELS.tables[type]} ORDER BY ip_address`);
    return [type, rows.map((row) => Object.values(row).join(' '))] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const BEFORE = { vxlan: [STANDING], gre: [], geneve: [] };
const AFTER = {
  vxlan: ['10.9.0.11 4789 compute1', STANDING, '10.9.0.99 4789 '],
  gre: ['10.9.0.11 compute1'],
  geneve: ['fd00:9::13 compute3'],
};

test("the new Neutron has the ends of the old one's tunnels; twice is once, and the undo leaves what was there", async () => {
  await expect(ensure()).resolves.toEqual({
    changed: true,
    summary: '5 endpoints of tunnels, 4 of them copied now.',
  });
  await expect(endpoints()).resolves.toEqual(AFTER);
  await expect(ensure()).resolves.toMatchObject({ changed: false });
  await undo();
  await undo();
  await expect(endpoints()).resolves.toEqual(BEFORE);
});

test('killed half-way it goes on, and the undo knows what the first attempt has put there', async () => {
  await sql(
    `CREATE TRIGGER ${NEW}.killed BEFORE INSERT ON ${NEW}.ml2_gre_endpoints FOR EACH ROW SIGNAL SQLSTATE '45000'`,
  );
  await expect(ensure()).rejects.toMatchObject({ type: 'StatementFailed' });
  await expect(endpoints()).resolves.toMatchObject({ geneve: AFTER.geneve, gre: [] });
  await sql(`DROP TRIGGER ${NEW}.killed`);
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  await expect(endpoints()).resolves.toEqual(AFTER);
  await undo();
  await expect(endpoints()).resolves.toEqual(BEFORE);
});

test('the undo of an attempt that was killed takes away what it had done', async () => {
  await sql(
    `CREATE TRIGGER ${NEW}.killed BEFORE INSERT ON ${NEW}.ml2_gre_endpoints FOR EACH ROW SIGNAL SQLSTATE '45000'`,
  );
  await expect(ensure()).rejects.toMatchObject({ type: 'StatementFailed' });
  await undo();
  await expect(endpoints()).resolves.toEqual(BEFORE);
});

test.each([
  ['another host has its address', '10.9.0.11', 'stranger'],
  ['its host has another address', '10.9.0.200', 'compute1'],
])('an end is refused, and nothing is copied, where %s', async (_, address, host) => {
  await sql(`INSERT INTO ${NEW}.ml2_gre_endpoints VALUES (?, ?)`, [address, host]);
  const before = await endpoints();
  await expect(ensure()).rejects.toMatchObject({
    type: 'TargetNotClean',
    message: expect.stringContaining(`gre 10.9.0.11 of compute1 where it has ${address} of ${host}`),
  });
  await expect(endpoints()).resolves.toEqual(before);
  expect(lab.ledger.undos).toEqual([]);
});

test('where no agent has tunnels it says so, and changes nothing', async () => {
  const { source } = LAB_DEFINITION;
  await expect(ensure({ ...definition, source })).resolves.toEqual({
    changed: false,
    summary: 'The old Neutron has no endpoints of tunnels: there is nothing to copy.',
  });
  await expect(endpoints()).resolves.toEqual(BEFORE);
});
