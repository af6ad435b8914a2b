import { readDatabasePlan } from '../../../activities/databases/preflight/read-database-plan';
import { tableName } from '../../../model/quote';
import { openScratch, type Scratch } from '../../support/scratch-activities';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch('unasked');
});
afterEach(() => scratch.close());

const old = (table: string): string => tableName(scratch.cloud.definition.source.databases.nova, table);

test('a view that its server cannot carry out does not end the plan: tables that were not asked are named', async () => {
  const { database, deps, cloud } = scratch;
  await database.run(`CREATE VIEW ${old('of_the_operator')} AS SELECT (SELECT id FROM ${old('instances')}) AS id`);
  await database.run(`CREATE TABLE ${cloud.definition.source.databases.glance}.own (id int)`);
  await database.run(`INSERT INTO ${cloud.definition.source.databases.glance}.own VALUES (1)`);
  const plan = await readDatabasePlan(deps, cloud.definition, ['compute']);
  expect(plan).toMatchObject({ blockers: [] });
  expect('notices' in plan ? plan.notices : []).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'tablesUnknown', listed: ['glance.own'] }),
      expect.objectContaining({ name: 'tablesUnasked', listed: ['nova: Subquery returns more than 1 row'] }),
    ]),
  );
});

test('where the source has no table of the names that a fix-up is given, that is a blocker among the others', async () => {
  const { database, cloud } = scratch;
  const { alignment } = cloud.definition;
  const aggregates = { merge: [{ into: 'general', from: ['fast'] }] };
  const definition = { ...cloud.definition, alignment: { ...alignment, aggregates } };
  await database.run(`RENAME TABLE ${old('aggregates')} TO ${old('aggregates_kept')}`);
  expect(await readDatabasePlan(scratch.withDefinition(definition), definition, ['compute'])).toMatchObject({
    blockers: expect.arrayContaining([
      {
        type: 'InvalidDefinition',
        message: expect.stringMatching(/^The source does not say which names it knows: .*aggregates' doesn't exist\.$/),
      },
      {
        type: 'InvalidDefinition',
        message: expect.stringMatching(/^There is no table .*aggregates \(for the mapping/),
      },
    ]),
  });
});
