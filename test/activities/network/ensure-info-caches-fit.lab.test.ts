import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../../activities/network/steps';
import { HostCaches } from '../../../activities/network/caches/host-caches';
import { closeDatabases, databases } from '../../support/databases';
import { labMachines } from '../../support/lab-machines';
import { memoryStore } from '../../support/memory-store';
import { scratchCaches } from '../../support/scratch-caches';

const HOST = 'compute1';
const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: `hosts/${HOST}/info-caches`, phase: 'hosts', host: HOST } as const;

const CACHES = scratchCaches('fit');
const { nova, sql } = CACHES;
const TABLE = `${nova}.instance_info_caches`;
const OF_HOST = `instance_uuid IN (SELECT uuid FROM ${nova}.instances WHERE host = '${HOST}' AND deleted = 0)`;

let lab: ReturnType<typeof labMachines>;
let before: readonly object[];
beforeEach(async () => {
  lab = labMachines(CACHES.definition, memoryStore());
  await CACHES.fill();
  // The largest id of the host is the last to be written; characters of two and three bytes stay what they are.
  await sql(
    `UPDATE ${TABLE} SET network_info = REPLACE(network_info, '"active"', '"Zürich 日本": 1, "active"') WHERE ${OF_HOST}`,
  );
  before = await rows();
});
afterEach(() => lab.close());
afterAll(async () => {
  await CACHES.drop();
  await closeDatabases();
});

function ensure() {
  return activitiesOf(NETWORK_STEPS, lab.deps).ensureInfoCachesFit(INPUT);
}

async function undo(): Promise<string> {
  const said = [];
  for (const entry of lab.ledger.undos) said.push(await undosOf(NETWORK_STEPS, lab.deps)[entry.kind]?.(entry, RUN));
  return said.join(' ');
}

async function rows(where = 'TRUE'): Promise<readonly object[]> {
  return sql(`SELECT id, instance_uuid, HEX(network_info) AS info FROM ${TABLE} WHERE ${where} ORDER BY id`);
}

interface CachedVif {
  readonly details: { readonly datapath_type?: string };
}

/** The datapaths that the caches of the host's instances tell, one a VIF. */
async function told(where = OF_HOST): Promise<readonly (string | undefined)[]> {
  const infos = await sql(`SELECT network_info FROM ${TABLE} WHERE ${where} ORDER BY id`);
  const vifs = infos.flatMap((row) => JSON.parse(String(row['network_info'])) as readonly CachedVif[]);
  return vifs.map(({ details }) => details.datapath_type);
}

test("the caches of the host's instances tell the datapath of its switch, and no others; twice is once, undone is as before", async () => {
  const others = await rows(`NOT ${OF_HOST}`);
  const none = await told();
  expect(none.length).toBeGreaterThan(1);
  expect(new Set(none)).toEqual(new Set([undefined]));
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  await expect(told()).resolves.toEqual(none.map(() => 'netdev'));
  await expect(rows(`NOT ${OF_HOST}`)).resolves.toEqual(others);
  const after = await rows();
  await expect(ensure()).resolves.toMatchObject({ changed: false });
  await expect(rows()).resolves.toEqual(after);
  expect(lab.ledger.undos).toMatchObject([{ kind: 'restoreInfoCaches', detail: { host: HOST } }]);
  await expect(undo()).resolves.toMatch(/^compute1: the caches of \d+ instances are as before\.$/);
  await undo();
  await expect(rows()).resolves.toEqual(before);
});

/** Lets no write of the last row through, as if the worker had been killed before it. */
async function killedHalfWay(): Promise<void> {
  const [{ id = 0 } = {}] = await sql(`SELECT MAX(id) AS id FROM ${TABLE} WHERE ${OF_HOST}`);
  await sql(
    `CREATE TRIGGER ${nova}.killed BEFORE UPDATE ON ${TABLE} FOR EACH ROW
     BEGIN IF NEW.id = ${id} THEN SIGNAL SQLSTATE '45000'; END IF; END`,
  );
  await expect(ensure()).rejects.toMatchObject({ type: 'StatementFailed' });
  await sql(`DROP TRIGGER ${nova}.killed`);
  expect(new Set(await told())).toEqual(new Set(['netdev', undefined]));
}

test('killed half-way it goes on, and the undo knows what the first attempt has written', async () => {
  await killedHalfWay();
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  expect(new Set(await told())).toEqual(new Set(['netdev']));
  await undo();
  await expect(rows()).resolves.toEqual(before);
});

test('the undo of an attempt that was killed takes back what it had written', async () => {
  await killedHalfWay();
  await undo();
  await expect(rows()).resolves.toEqual(before);
});

test('the undo leaves a row alone that was written since, and names its instance', async () => {
  await ensure();
  const [{ id = 0, instance_uuid: instance = '' } = {}] = await sql(
    `SELECT id, instance_uuid FROM ${TABLE} WHERE ${OF_HOST} ORDER BY id LIMIT 1`,
  );
  await sql(`UPDATE ${TABLE} SET network_info = REPLACE(network_info, '"active"', '"ACTIVE"') WHERE id = ?`, [id]);
  const written = await rows(`id = ${id}`);
  await expect(undo()).resolves.toContain(
    `Left alone, because they were written since: those of instances ${instance}.`,
  );
  await expect(rows(`id = ${id}`)).resolves.toEqual(written);
  const rest = before.filter((row) => (row as { readonly id: unknown }).id !== id);
  await expect(rows(`id <> ${id}`)).resolves.toEqual(rest);
});

test('a text is written over the very same one only: neither case nor a blank at the end is passed by', async () => {
  const caches = new HostCaches(await databases.of(CACHES.definition.target.server), nova);
  const [{ id = 0 } = {}] = await sql(`SELECT id FROM ${TABLE} LIMIT 1`);
  await sql(`UPDATE ${TABLE} SET network_info = '["Ä"]' WHERE id = ?`, [id]);
  for (const other of ['["ä"]', '["Ä"] ', '["A"]']) {
    await caches.replace(Number(id), other, '[]');
    await expect(caches.find(Number(id))).resolves.toMatchObject({ info: '["Ä"]' });
  }
  await caches.replace(Number(id), '["Ä"]', '[]');
  await expect(caches.find(Number(id))).resolves.toMatchObject({ info: '[]' });
});
