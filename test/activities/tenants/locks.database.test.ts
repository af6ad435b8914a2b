import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { TENANT_STEPS } from '../../../activities/tenants/steps';
import type { Dependencies } from '../../../activities/dependencies';
import type { Database } from '../../../connectors/mysql/database';
import type { ClusterDefinition } from '../../../model/cluster';
import type { UndoEntry } from '../../../model/ledger';
import { identifier } from '../../../model/quote';
import { memoryLedger } from '../../support/memory-ledger';
import { openScratchDatabase, scratchDefinition } from '../../support/scratch-server';

const [SCHEMA, OLD] = [`test_locks_${process.pid}`, `test_locks_old_${process.pid}`];
const RUN = { id: 'run', cluster: `locks-${process.pid}`, datacenter: 'lab' };
const LOCK = { run: RUN, step: 'open/vms/lock', phase: 'open' } as const;
const UNLOCK = { run: RUN, step: 'agents/compute1/unlock', phase: 'agents', host: 'compute1' } as const;

let database: Database;
let definition: ClusterDefinition;
beforeAll(async () => {
  database = await openScratchDatabase();
  const scratch = scratchDefinition();
  const { nova } = scratch.target.databases;
  await database.run(`CREATE DATABASE ${identifier(SCHEMA)}`);
  for (const name of ['instances', 'instance_actions', 'services'])
    await database.run(`CREATE TABLE ${identifier(SCHEMA)}.${name} LIKE ${identifier(nova)}.${name}`);
  await database.run(`CREATE DATABASE ${identifier(OLD)}`);
  await database.run(`CREATE TABLE ${identifier(OLD)}.instances LIKE ${identifier(nova)}.instances`);
  await database.run(
    `INSERT INTO ${identifier(OLD)}.instances (uuid, host, deleted) VALUES ('vm1', 'compute1', 0), ('vm3', 'compute2', 0)`,
  );
  definition = {
    ...scratch,
    source: { ...scratch.source, databases: { ...scratch.source.databases, nova: OLD } },
    name: RUN.cluster,
    hypervisors: ['compute1', 'compute2'],
    target: { ...scratch.target, databases: { ...scratch.target.databases, nova: SCHEMA } },
  };
});
beforeEach(async () => {
  for (const name of ['instances', 'instance_actions', 'services'])
    await database.run(`DELETE FROM ${identifier(SCHEMA)}.${name}`);
  for (const [uuid, host, locked, by, deleted] of [
    ['vm1', 'compute1', 0, null, 0],
    ['vm2', 'compute1', 1, 'owner', 0],
    ['vm3', 'compute2', null, null, 0],
    ['elsewhere', 'compute9', 0, null, 0],
    ['gone', 'compute1', 0, null, 7],
  ] as const)
    await database.run(
      `INSERT INTO ${identifier(SCHEMA)}.instances (uuid, host, locked, locked_by, deleted) VALUES (?, ?, ?, ?, ?)`,
      [uuid, host, locked, by, deleted],
    );
});
afterAll(async () => {
  for (const schema of [SCHEMA, OLD]) await database.run(`DROP DATABASE ${identifier(schema)}`);
  await database.close();
});

/** Fails the statement that is about to be the nth UPDATE: a worker that is killed there. */
function dying(before: number): Database {
  let updates = 0;
  return {
    ...database,
    run: async (statement, parameters) => {
      const sql = typeof statement === 'string' ? statement : statement.toSQL().sql;
      if (sql.startsWith('update') && ++updates === before) throw new Error('killed');
      return database.run(statement, parameters);
    },
  };
}

function cluster(on: Database = database, ledger = memoryLedger()) {
  const deps = {
    readDefinition: async () => Promise.resolve(definition),
    ledger: async () => Promise.resolve(ledger),
    databases: { of: async () => Promise.resolve(on) },
  } as unknown as Dependencies;
  const undos = undosOf(TENANT_STEPS, deps);
  return {
    ledger,
    activities: activitiesOf(TENANT_STEPS, deps),
    undo: async (step: string) => {
      const entry = (await ledger.readUndo(RUN.cluster, step)) as UndoEntry;
      await undos[entry.kind]?.(entry, RUN);
      await ledger.closeUndo(RUN, step);
    },
  };
}

async function locks(): Promise<readonly string[]> {
  const rows = await database.rows(
    `SELECT uuid, locked_by FROM ${identifier(SCHEMA)}.instances WHERE locked = 1 ORDER BY uuid`,
  );
  return rows.map((row) => `${String(row['uuid'])} by ${String(row['locked_by'])}`);
}

async function act(uuid: string): Promise<void> {
  await database.run(
    `INSERT INTO ${identifier(SCHEMA)}.instance_actions (instance_uuid, action, created_at, deleted) VALUES (?, 'stop', UTC_TIMESTAMP(), 0)`,
    [uuid],
  );
}

const BEFORE = ['vm2 by owner'];
const LOCKED = ['vm1 by admin', 'vm2 by owner', 'vm3 by admin'];

test('VMs of hypervisors to come are locked, once; the undo leaves those that were locked before', async () => {
  const { activities, undo } = cluster();
  await expect(activities.ensureVmsLocked(LOCK)).resolves.toMatchObject({ changed: true });
  expect(await locks()).toEqual(LOCKED);
  await expect(activities.ensureVmsLocked(LOCK)).resolves.toMatchObject({ changed: false });
  await undo(LOCK.step);
  expect(await locks()).toEqual(BEFORE);
});

test('killed before they are locked, it locks them the next time and still knows which are its own', async () => {
  const { activities, ledger } = cluster(dying(1));
  await expect(activities.ensureVmsLocked(LOCK)).rejects.toThrow('killed');
  const next = cluster(database, ledger);
  await next.activities.ensureVmsLocked(LOCK);
  expect(await locks()).toEqual(LOCKED);
  await next.undo(LOCK.step);
  expect(await locks()).toEqual(BEFORE);
});

test("a host's turn ends with its own VMs unlocked; taken back, they are locked again", async () => {
  const { activities, undo } = cluster();
  await activities.ensureVmsLocked(LOCK);
  await expect(activities.ensureVmsUnlocked(UNLOCK)).resolves.toMatchObject({ changed: true });
  await expect(activities.ensureVmsUnlocked(UNLOCK)).resolves.toMatchObject({ changed: false });
  expect(await locks()).toEqual(['vm2 by owner', 'vm3 by admin']);
  await undo(UNLOCK.step);
  expect(await locks()).toEqual(LOCKED);
  await undo(LOCK.step);
  expect(await locks()).toEqual(BEFORE);
});

test('killed while it unlocks, it unlocks the rest the next time', async () => {
  const { activities, ledger } = cluster();
  await activities.ensureVmsLocked(LOCK);
  await expect(cluster(dying(1), ledger).activities.ensureVmsUnlocked(UNLOCK)).rejects.toThrow('killed');
  await activities.ensureVmsUnlocked(UNLOCK);
  expect(await locks()).toEqual(['vm2 by owner', 'vm3 by admin']);
});

test('a host is not taken back once a tenant has acted on its VMs, which stay unlocked', async () => {
  const { activities, undo } = cluster();
  await activities.ensureVmsLocked(LOCK);
  await activities.ensureVmsUnlocked(UNLOCK);
  await act('vm1');
  await expect(undo(UNLOCK.step)).rejects.toMatchObject({
    type: 'TenantsWrote',
    message: expect.stringContaining('1 action on its VMs, among them vm1') as string,
  });
  expect(await locks()).toEqual(['vm2 by owner', 'vm3 by admin']);
});

test('a VM that has left the host since was acted upon, too', async () => {
  const { activities, undo } = cluster();
  await activities.ensureVmsLocked(LOCK);
  await activities.ensureVmsUnlocked(UNLOCK);
  await database.run(`UPDATE ${identifier(SCHEMA)}.instances SET host = 'compute9' WHERE uuid = 'vm1'`);
  await act('vm1');
  await expect(undo(UNLOCK.step)).rejects.toMatchObject({ type: 'TenantsWrote' });
});

test('a run that has locked nothing unlocks nothing, and has nothing to undo', async () => {
  const { activities, ledger } = cluster();
  await expect(activities.ensureVmsUnlocked(UNLOCK)).resolves.toMatchObject({ changed: false });
  expect(ledger.undos).toEqual([]);
});
