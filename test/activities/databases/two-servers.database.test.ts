import type { TableInput } from '../../../activities/databases/context/open-copy';
import { importRows } from '../../../activities/databases/import/ensure-rows-imported';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { runPhase, undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { startSecondServer, type SecondServer } from '../../support/scratch-server';

let second: SecondServer;
let scratch: Scratch;
let before: Record<string, string>;
beforeAll(async () => {
  second = await startSecondServer();
  scratch = await openScratch('two', 40, { target: second });
  // Neutron is re-created by API: that there is a database is all that is asked here.
  await second.database.run('CREATE DATABASE neutron');
  before = await dumps();
});
afterAll(async () => {
  await scratch?.close();
  await second?.close();
});

/** Both servers' sides. */
async function dumps(): Promise<Record<string, string>> {
  const { source, target } = scratch.cloud.definition;
  const { neutron: _, ...own } = target.databases;
  return {
    ...(await takeDump(scratch.database, Object.values(source.databases))),
    ...(await takeDump(second.database, Object.values(own))),
  };
}

test('rows are streamed from one server to the other, and proven there', async () => {
  const { activities, cloud, run } = scratch;
  const input = { run, step: 'preflight/databases/look', phase: 'preflight' } as const;
  expect((await activities.readDatabaseBlockers(input)).blockers).toEqual([]);
  for (const plan of [planImages, planCompute, planVolumes]) await runPhase(plan(cloud.definition), activities, run);
  for (const plan of [planImages, planCompute, planVolumes])
    expect((await runPhase(plan(cloud.definition), activities, run)).filter(({ changed }) => changed)).toEqual([]);
  const facts = Object.values(await scratch.ledger.readFacts('', 'tables/'));
  expect(facts.length).toBeGreaterThan(35);
  expect(facts.filter(({ verified }) => verified !== true)).toEqual([]);
});

test('an import that breaks off goes on with the ranges that are missing', async () => {
  const { deps, ledger, undos, run, cloud } = scratch;
  const step = `compute/nova.instance_metadata/import`;
  const entry = (await ledger.readUndo('', step)) as NonNullable<Awaited<ReturnType<typeof ledger.readUndo>>>;
  await undos['removeImportedRows']?.(entry, run);
  await undos['removeImportedRows']?.(entry, run);
  const table = `${cloud.definition.target.databases.nova}.instance_metadata`;
  expect(await second.database.rows(`SELECT 1 FROM ${table} LIMIT 1`)).toEqual([]);
  await second.database.run(
    `CREATE TRIGGER ${cloud.definition.target.databases.nova}.stumble BEFORE INSERT ON ${table} FOR EACH ROW
     IF NEW.id > 5 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stumbled'; END IF`,
  );
  const again = (of: TableInput) => importRows(deps, of);
  const input = { run, step, phase: 'compute', mapping: 'nova.instance_metadata' } as const;
  await expect(again(input)).rejects.toThrow('stumbled');
  await second.database.run(`DROP TRIGGER ${cloud.definition.target.databases.nova}.stumble`);
  expect(await again(input)).toMatchObject({ changed: true });
});

test('undone, both servers are as they were', async () => {
  await undoAll(scratch.ledger, scratch.undos, scratch.run);
  expect(await dumps()).toEqual(before);
});
