import { readDatabasePlan } from '../../../activities/databases/read-database-plan';
import { createDatabaseActivities } from '../../../activities/databases/activities';
import { planCompute } from '../../../plan/compute';
import { planVolumes } from '../../../plan/volumes';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';

jest.setTimeout(120_000);

let scratch: Scratch;
afterEach(() => scratch.close());

test('what is not true of the target is told with the rows, all of it, and kept for the report', async () => {
  scratch = await openScratch('assert');
  const { activities, database, cloud, ledger, run } = scratch;
  const { nova, novaApi } = cloud.definition.target.databases;
  const input = { run, step: 'compute/assertions/hold', phase: 'compute', tables: 'compute' } as const;
  expect(await activities.verifyAssertions(input)).toMatchObject({ summary: '6 assertions about compute are true.' });
  await database.run(`INSERT INTO ${nova}.instances (uuid, deleted) VALUES ('without-anything', 0)`);
  await database.run(`INSERT INTO ${novaApi}.aggregates (name) VALUES ('old')`);
  await database.run(
    `INSERT INTO ${nova}.migrations (instance_uuid, source_compute, migration_type, status, deleted)
     VALUES ('without-anything', 'old-host', 'evacuation', 'done', 0)`,
  );
  await expect(activities.verifyAssertions(input)).rejects.toMatchObject({
    type: 'CheckFailed',
    message: expect.stringMatching(
      /mapped to its cell: without-anything; .*request spec: without-anything; .*UUID: old; .*when it starts: without-anything from old-host/,
    ),
  });
  expect(ledger.facts.get('checks/every aggregate has a UUID')).toMatchObject({ passed: false, problems: ['old'] });
});

test('what only a fix-up makes true is not asserted where that is switched off, and the plan says so', async () => {
  scratch = await openScratch('unasserted');
  const { cloud, run, ledger } = scratch;
  const { alignment } = cloud.definition;
  const definition = { ...cloud.definition, alignment: { ...alignment, without: ['keyPairs', 'volumeServices'] } };
  const deps = scratch.withDefinition(definition);
  const plan = await readDatabasePlan(deps, definition, ['compute', 'volumes']);
  expect(plan).toMatchObject({
    blockers: [],
    switchedOff: [
      { name: 'keyPairs', unasserted: ['every instance has a list of key pairs'] },
      { name: 'volumeServices', unasserted: ['every volume belongs to a service'] },
    ],
  });
  const activities = createDatabaseActivities(deps);
  const ran = await runPhase(planCompute(definition), activities, run);
  expect(ran.at(-1)?.summary).toContain(
    'Not asserted, as keyPairs is switched off: every instance has a list of key pairs.',
  );
  await runPhase(planVolumes(definition), activities, run);
  expect([...ledger.facts.keys()]).not.toContain('checks/every instance has a list of key pairs');
  expect([...ledger.facts.keys()]).not.toContain('checks/every volume belongs to a service');
});
