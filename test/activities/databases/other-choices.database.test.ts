import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { withRecord } from '../../../activities/runs/with-record';
import type { AlignmentChoices } from '../../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../../model/cluster';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { runPhase, undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch('choices');
});
afterEach(() => scratch.close());

function choose(choices: Partial<AlignmentChoices>): ClusterDefinition {
  const { definition } = scratch.cloud;
  return { ...definition, alignment: { ...definition.alignment, ...choices } };
}

/** As the worker has them: a step that is done is left alone. */
function activitiesUnder(definition: ClusterDefinition) {
  const deps = scratch.withDefinition(definition);
  return withRecord(deps, DATABASE_STEPS, activitiesOf(DATABASE_STEPS, deps));
}

test('nothing goes on beside tables that were copied under other choices, though the ledger calls them done', async () => {
  const { cloud, database, ledger, run, undos } = scratch;
  const before = await takeDump(database, cloud.schemas);
  const first = activitiesUnder(cloud.definition);
  await runPhase(planImages(cloud.definition), first, run);
  const [staging] = planVolumes(cloud.definition).groups;
  await runPhase({ name: 'volumes', groups: staging === undefined ? [] : [staging] }, first, run);

  const edited = choose({ imageStore: 'ceph' });
  const refused = { type: 'AlignmentChanged', message: expect.stringContaining('copied: glance.image_locations.') };
  const activities = activitiesUnder(edited);
  await expect(runPhase(planImages(edited), activities, run)).rejects.toMatchObject(refused);
  await expect(runPhase(planVolumes(edited), activities, run)).rejects.toMatchObject(refused);

  await runPhase(planVolumes(cloud.definition), first, run);
  await undoAll(ledger, undos, run);
  await runPhase(planImages(edited), activities, run);
  await undoAll(ledger, undos, run);
  expect(await takeDump(database, cloud.schemas)).toEqual(before);
});

test('other ids during a phase stop the table that is under way', async () => {
  const { cloud, run } = scratch;
  const step = { run, phase: 'compute', step: 'compute/nova.instances/stage', mapping: 'nova.instances' } as const;
  const database = { run, step: 'compute/s/database', phase: 'compute', database: 'nova' } as const;
  const first = activitiesUnder(cloud.definition);
  await first.ensureStagingDatabase(database);
  await first.ensureRowsStaged(step);
  const activities = activitiesUnder(choose({ identity: { projects: { old: 'new' }, users: {} } }));
  await expect(
    activities.ensureRowsStaged({ ...step, step: 'compute/nova.migrations/stage', mapping: 'nova.migrations' }),
  ).rejects.toMatchObject({ type: 'AlignmentChanged' });
  await expect(activities.ensureRowsImported({ ...step, step: 'compute/nova.instances/import' })).rejects.toMatchObject(
    { type: 'AlignmentChanged' },
  );
});

test('the undo takes back what is there, whatever the definition says by then and whether or not Keystone answers', async () => {
  const { cloud, database, ledger, run } = scratch;
  const before = await takeDump(database, cloud.schemas);
  const copied = choose({ tables: ['faults'], windowsNic: 'virtio' });
  await runPhase(planCompute(copied), activitiesUnder(copied), run);

  const { definition } = cloud;
  const byName = { 'old-id': { name: 'blue', domain: 'Default' } };
  const edited = {
    ...choose({ without: ['zones', 'keyPairs'], identity: { projects: byName, users: {} } }),
    target: { ...definition.target, identity: { ...definition.target.identity, url: 'http://127.0.0.1:1/v3' } },
  };
  await undoAll(ledger, undosOf(DATABASE_STEPS, scratch.withDefinition(edited)), run);
  expect(await takeDump(database, cloud.schemas)).toEqual(before);
});

test('preflight says so before anything runs', async () => {
  const { cloud, database, run } = scratch;
  const made = await database.run('CREATE DATABASE IF NOT EXISTS stackleap');
  try {
    await runPhase(planImages(cloud.definition), activitiesUnder(cloud.definition), run);
    const look = { run, step: 'preflight/databases/look', phase: 'preflight' } as const;
    const { blockers } = await activitiesUnder(choose({ without: ['imageVisibility'] })).readDatabaseBlockers(look);
    expect(blockers).toContainEqual({ type: 'AlignmentChanged', message: expect.stringContaining('glance.images') });
  } finally {
    const tables = await database.rows("SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'stackleap'");
    if (made > 0 && tables.length === 0) await database.run('DROP DATABASE stackleap');
  }
});
