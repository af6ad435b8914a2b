import { activitiesOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { stageRows } from '../../../activities/databases/stage/ensure-rows-staged';
import { reasonToWait } from '../../../activities/databases/throttle/reason-to-wait';
import { Replicas } from '../../../activities/databases/throttle/replicas';
import type { ThrottleSettings } from '../../../model/cluster';
import { databases } from '../../support/databases';
import { eventually } from '../../support/eventually';
import { openScratch, type Scratch } from '../../support/scratch-activities';

const replicas = new Replicas(databases);
let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('load', 40);
});
afterAll(() => scratch.close());

function load(waitWhile: Partial<ThrottleSettings['waitWhile']>): ThrottleSettings {
  const none = { threadsRunning: null, replicaLagSeconds: null, replicas: [], sql: null };
  return { threads: 2, waitWhile: { ...none, ...waitWhile } };
}

test('nothing is waited for unless the definition says so', async () => {
  expect(await reasonToWait(load({}), scratch.database, replicas)).toBeNull();
});

test('more threads than the limit are a reason to wait', async () => {
  const sleeping = scratch.database.rows('SELECT SLEEP(1)');
  await eventually(async () =>
    expect(await reasonToWait(load({ threadsRunning: 1 }), scratch.database, replicas)).toMatch(
      /threads running, the limit is 1$/,
    ),
  );
  await sleeping;
});

const told = (what: RegExp) => expect.stringMatching(what) as string;

test('a replica that does not answer, or that is none, is waited for, and preflight names it beforehand', async () => {
  const { cloud, run } = scratch;
  const { server } = cloud.definition.source;
  const replica = { ...server, port: 1 };
  const copy = load({ replicaLagSeconds: 1, replicas: [replica, server] });
  expect(await reasonToWait(copy, scratch.database, replicas)).toMatch(/:1 does not answer: /);
  const none = load({ replicaLagSeconds: 1, replicas: [server] });
  expect(await reasonToWait(none, scratch.database, replicas)).toMatch(
    / is no replica: SHOW ALL SLAVES STATUS tells of no primary$/,
  );
  const { readDatabaseBlockers } = activitiesOf(
    DATABASE_STEPS,
    scratch.withDefinition({
      ...cloud.definition,
      copy: { ...copy, waitWhile: { ...copy.waitWhile, sql: 'SELECT no' } },
    }),
  );
  const look = { run, step: 'preflight/databases/look', phase: 'preflight' } as const;
  expect((await readDatabaseBlockers(look)).blockers).toEqual([
    { type: 'DatabaseUnreachable', message: told(/^copy.waitWhile in the definition: .*:1 does not answer: /) },
    { type: 'InvalidDefinition', message: told(/^copy.waitWhile in the definition: .* is no replica: /) },
    { type: 'StatementFailed', message: told(/^copy.waitWhile in the definition: .*Unknown column 'no'/) },
  ]);
});

test("while an operator's own question says so the copy waits, and goes on afterwards", async () => {
  const { cloud, database, run, activities } = scratch;
  const flag = `${cloud.definition.source.databases.nova}.hold`;
  await database.run(`CREATE TABLE ${flag} (hold int)`);
  await database.run(`INSERT INTO ${flag} VALUES (1)`);
  const definition = { ...cloud.definition, copy: load({ sql: `SELECT hold FROM ${flag}` }) };
  await activities.ensureStagingDatabase({ run, step: 'compute/s/database', phase: 'compute', database: 'nova' });
  const input = { run, phase: 'compute', step: 'compute/nova.instances/stage', mapping: 'nova.instances' } as const;
  const deps = scratch.withDefinition(definition);
  // It comes back all the same, so that the workflow hears commands and shows why it waits.
  expect(await stageRows(deps, input, { sliceMs: 10 })).toMatchObject({
    changed: false,
    more: { done: 0, text: expect.stringMatching(/rows, waits: the definition's own question/) },
  });
  const copying = stageRows(deps, input);
  const staged = `stackleap_${cloud.definition.target.databases.nova}.instances`;
  await eventually(async () => expect(await database.rows(`SELECT 1 FROM ${staged} LIMIT 1`)).toEqual([]));
  expect(await reasonToWait(definition.copy, database, replicas)).toMatch(
    /the definition's own question .* says so: 1$/,
  );
  await database.run(`UPDATE ${flag} SET hold = 0`);
  expect(await copying).toMatchObject({ changed: true, summary: '40 rows of instances staged.' });
});
