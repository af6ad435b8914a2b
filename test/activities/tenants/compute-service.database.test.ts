import { ComputeService, NOT_YET } from '../../../activities/tenants/compute-service';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { TENANT_STEPS } from '../../../activities/tenants/steps';
import type { Dependencies } from '../../../activities/dependencies';
import type { Database } from '../../../connectors/mysql/database';
import type { ClusterDefinition } from '../../../model/cluster';
import type { UndoEntry } from '../../../model/ledger';
import { identifier } from '../../../model/quote';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { fakeOpenStack, type FakeOpenStack } from '../../support/fake-openstack';
import { memoryLedger } from '../../support/memory-ledger';
import { openScratchDatabase, scratchDefinition } from '../../support/scratch-server';

const [OLD, NEW] = [`test_compute_old_${process.pid}`, `test_compute_new_${process.pid}`];
const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const HOST = 'compute1';
const DISABLE = { run: RUN, step: 'hosts/compute1/disabled', phase: 'hosts', host: HOST } as const;
const ENABLE = { run: RUN, step: 'agents/compute1/enable', phase: 'agents', host: HOST } as const;

let database: Database;
let definition: ClusterDefinition;
let openstack: FakeOpenStack;
beforeAll(async () => {
  database = await openScratchDatabase();
  const scratch = scratchDefinition();
  for (const [schema, like] of [
    [OLD, scratch.target.databases.nova],
    [NEW, scratch.target.databases.nova],
  ] as const) {
    await database.run(`CREATE DATABASE ${identifier(schema)}`);
    await database.run(`CREATE TABLE ${identifier(schema)}.services LIKE ${identifier(like)}.services`);
  }
  // Nova's answers alone are made up here: that a real one gives such a host no VMs is seen by the demo.
  openstack = await fakeOpenStack(({ method }) =>
    method === 'GET'
      ? { status: 200, body: { services: [{ id: 'service-1', binary: 'nova-compute', host: HOST }] } }
      : { status: 200, body: {} },
  );
  definition = {
    ...scratch,
    source: { ...scratch.source, databases: { ...scratch.source.databases, nova: OLD } },
    target: {
      ...scratch.target,
      databases: { ...scratch.target.databases, nova: NEW },
      identity: { ...scratch.target.identity, url: openstack.url, password: 'env:PATH' as const },
    },
  };
});
beforeEach(async () => {
  openstack.requests.length = 0;
  for (const schema of [OLD, NEW]) await database.run(`DELETE FROM ${identifier(schema)}.services`);
  await insert(NEW, 'nova-conductor', 'controller', 0, 37);
});
afterAll(async () => {
  for (const schema of [OLD, NEW]) await database.run(`DROP DATABASE ${identifier(schema)}`);
  await database.close();
  await openstack.close();
});

async function insert(schema: string, binary: string, host: string, disabled: number, version = 1): Promise<void> {
  await database.run(
    `INSERT INTO ${identifier(schema)}.services (host, \`binary\`, topic, report_count, disabled, disabled_reason, deleted, version, uuid)
     VALUES (?, ?, 'x', 0, ?, ?, 0, ?, UUID())`,
    [host, binary, disabled, disabled === 1 ? 'broken fan' : null, version],
  );
}

function cluster(services = definition.network.services) {
  const ledger = memoryLedger();
  const deps = {
    readDefinition: async () =>
      Promise.resolve({ ...definition, hypervisors: [HOST], network: { ...definition.network, services } }),
    releasePair: () => LIBERTY_TO_STEIN,
    ledger: async () => Promise.resolve(ledger),
    databases: { of: async () => Promise.resolve(database) },
  } as unknown as Dependencies;
  const undos = undosOf(TENANT_STEPS, deps);
  return {
    activities: activitiesOf(TENANT_STEPS, deps),
    undo: async () => {
      const entry = ledger.undos[0] as UndoEntry;
      await undos[entry.kind]?.(entry, RUN);
      await ledger.closeUndo(RUN, entry.step);
    },
    ledger,
  };
}

async function computes(): Promise<readonly object[]> {
  return database.rows(
    `SELECT host, disabled, disabled_reason AS reason, version, forced_down AS forced FROM ${identifier(NEW)}.services WHERE \`binary\` = 'nova-compute'`,
  );
}

const PUTS = () =>
  openstack.requests.filter(({ method }) => method === 'PUT').map(({ path, body }) => ({ path, body }));

test('a nova-compute that is new to Nova is disabled before it starts, in the version of the control services', async () => {
  const { activities, undo } = cluster();
  await expect(activities.ensureComputeDisabled(DISABLE)).resolves.toMatchObject({ changed: true });
  await expect(activities.ensureComputeDisabled(DISABLE)).resolves.toMatchObject({ changed: false });
  expect(await computes()).toEqual([{ host: HOST, disabled: 1, reason: NOT_YET, version: 37, forced: 0 }]);
  await undo();
  expect(await computes()).toEqual([]);
});

test('one that Nova knows is disabled and, taken back, as it was', async () => {
  await insert(NEW, 'nova-compute', HOST, 0, 37);
  const { activities, undo } = cluster();
  await activities.ensureComputeDisabled(DISABLE);
  expect(await computes()).toMatchObject([{ disabled: 1, reason: NOT_YET }]);
  await undo();
  expect(await computes()).toMatchObject([{ disabled: 0, reason: null }]);
});

test('when its turn is over it is enabled by Nova; taken back, it is disabled again', async () => {
  const { activities, undo } = cluster();
  await activities.ensureComputeDisabled(DISABLE);
  await expect(activities.ensureComputeEnabled(ENABLE)).resolves.toMatchObject({ changed: true });
  expect(PUTS()).toEqual([
    { path: expect.stringContaining('/os-services/service-1') as string, body: { status: 'enabled' } },
  ]);
  await undo();
  expect(PUTS()[1]?.body).toEqual({ status: 'disabled', disabled_reason: NOT_YET });
});

test('while DHCP is to be handed over it takes no new VMs; afterwards all that have waited do', async () => {
  const { activities, ledger, undo } = cluster({
    dhcp: { old: [], new: [{ host: HOST, units: ['neutron-dhcp-agent'] }], leaseChecks: [] },
    ...{ l3: null, metadata: null },
  });
  await activities.ensureComputeDisabled(DISABLE);
  const waits = await activities.ensureComputeEnabled(ENABLE);
  expect(waits.summary).toContain('until dhcp is handed over');
  expect(PUTS()).toEqual([]);
  for (const step of ['agents/services/dhcp', ENABLE.step])
    await ledger.recordDone({ ...ENABLE, step }, { changed: true, summary: '' });
  const all = { run: RUN, step: 'agents/services/enable', phase: 'agents' } as const;
  await expect(activities.ensureHostsEnabled(all)).resolves.toMatchObject({ changed: true });
  expect(PUTS().map(({ body }) => body)).toEqual([{ status: 'enabled' }]);
  await undo();
  expect(PUTS()[1]?.body).toEqual({ status: 'disabled', disabled_reason: NOT_YET });
});

test('one that an operator had disabled before the upgrade stays disabled, with the old reason', async () => {
  await insert(OLD, 'nova-compute', HOST, 1);
  const { activities } = cluster();
  await activities.ensureComputeDisabled(DISABLE);
  await activities.ensureComputeEnabled(ENABLE);
  expect(PUTS().map(({ body }) => body)).toEqual([{ status: 'disabled', disabled_reason: 'broken fan' }]);
});

test('one that was disabled in the new Nova by somebody else is left to them', async () => {
  await insert(NEW, 'nova-compute', HOST, 1, 37);
  const { activities } = cluster();
  await expect(activities.ensureComputeDisabled(DISABLE)).resolves.toMatchObject({ changed: false });
  await expect(activities.ensureComputeEnabled(ENABLE)).resolves.toMatchObject({ changed: false });
  expect(await new ComputeService(database, NEW, HOST).read()).toEqual({ disabled: 1, disabled_reason: 'broken fan' });
  expect(PUTS()).toEqual([]);
});
