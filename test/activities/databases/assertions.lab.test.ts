import { openScratch, type Scratch } from '../../support/scratch-activities';

jest.setTimeout(60_000);

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('assert');
});
afterAll(() => scratch.close());

test('what is not true of the target is told with the rows, all of it, and kept for the report', async () => {
  const { activities, database, cloud, ledger, run } = scratch;
  const { nova, novaApi } = cloud.definition.target.databases;
  const input = { run, step: 'compute/assertions/hold', phase: 'compute', tables: 'compute' } as const;
  expect(await activities.verifyAssertions(input)).toMatchObject({ summary: '4 assertions about compute are true.' });
  await database.run(`INSERT INTO ${nova}.instances (uuid, deleted) VALUES ('without-anything', 0)`);
  await database.run(`INSERT INTO ${novaApi}.aggregates (name) VALUES ('old')`);
  await expect(activities.verifyAssertions(input)).rejects.toMatchObject({
    type: 'CheckFailed',
    message: expect.stringMatching(
      /mapped to its cell: without-anything; .*request spec: without-anything; .*UUID: old/,
    ),
  });
  expect(ledger.facts.get('checks/every aggregate has a UUID')).toMatchObject({ passed: false, problems: ['old'] });
});
