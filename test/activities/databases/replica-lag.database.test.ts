import { stageRows } from '../../../activities/databases/stage/ensure-rows-staged';
import { reasonToWait } from '../../../activities/databases/throttle/reason-to-wait';
import { Replicas } from '../../../activities/databases/throttle/replicas';
import { resolveSecret } from '../../../config/secrets';
import type { ThrottleSettings } from '../../../model/cluster';
import { literal } from '../../../model/quote';
import { databases } from '../../support/databases';
import { eventually } from '../../support/eventually';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { startSecondServer, type SecondServer } from '../../support/scratch-server';

let primary: SecondServer;
/** Its connection to the primary has a name. */
let replica: SecondServer;
let scratch: Scratch;
let load: ThrottleSettings;

/** How far the replica stays behind, in seconds. */
async function setDelay(seconds: number): Promise<void> {
  await replica.database.run("STOP SLAVE 'old'");
  await replica.database.run(`CHANGE MASTER 'old' TO MASTER_DELAY = ${seconds}`);
  await replica.database.run("START SLAVE 'old'");
}

const waiting = async (replicas = new Replicas(databases)): Promise<string | null> =>
  reasonToWait(load, primary.database, replicas);

beforeAll(async () => {
  primary = await startSecondServer({ name: 'primary', settings: ['--log-bin=binlog', '--server-id=1'] });
  replica = await startSecondServer({ name: 'replica', settings: ['--server-id=2'] });
  const { host, port, user, password } = primary.server;
  await replica.database.run(
    `CHANGE MASTER 'old' TO MASTER_HOST = ${literal(host)}, MASTER_PORT = ${port}, MASTER_USER = ${literal(user)},
     MASTER_PASSWORD = ${literal(await resolveSecret(password))}`,
  );
  await replica.database.run("START SLAVE 'old'");
  scratch = await openScratch('lag', 40, { source: primary });
  const none = { threadsRunning: null, sql: null };
  load = { threads: 2, waitWhile: { ...none, replicaLagSeconds: 1, replicas: [replica.server] } };
});
afterAll(async () => {
  await scratch.close();
  await Promise.all([replica.close(), primary.close()]);
});

test('a replica that has caught up is no reason to wait', async () => {
  await eventually(async () => expect(await waiting()).toBeNull(), { timeoutMs: 60_000 });
});

test('while the replica is behind, or stands, the copy waits and says so; it goes on when the replica has caught up', async () => {
  const { cloud, run, activities } = scratch;
  const { nova } = cloud.definition.source.databases;
  await setDelay(600);
  await primary.database.run(`CREATE TABLE ${nova}.written (id int)`);
  await eventually(async () => expect(await waiting()).toMatch(/ is \d+ s behind, the limit is 1 s$/));
  await activities.ensureStagingDatabase({ run, step: 'compute/s/database', phase: 'compute', database: 'nova' });
  let done = false;
  const copying = stageRows(scratch.withDefinition({ ...cloud.definition, copy: load }), {
    ...{ run, phase: 'compute', step: 'compute/nova.instances/stage', mapping: 'nova.instances' },
  }).finally(() => (done = true));

  await replica.database.run("STOP SLAVE 'old' SQL_THREAD");
  await eventually(async () => expect(await waiting()).toMatch(/ replicates nothing now$/));
  const staged = `stackleap_${cloud.definition.target.databases.nova}.instances`;
  await eventually(async () => expect(await primary.database.rows(`SELECT 1 FROM ${staged} LIMIT 1`)).toEqual([]));
  expect(done).toBe(false);

  await setDelay(0);
  expect(await copying).toMatchObject({ changed: true, summary: '40 rows of instances staged.' });
});

test('a replica is asked for its version once, however often it is asked how far it is', async () => {
  const { database } = replica;
  const asked = async (what: string): Promise<number> =>
    Number(
      (await database.rows('SELECT COUNT(*) AS n FROM mysql.general_log WHERE argument LIKE ?', [what]))[0]?.['n'],
    );
  const replicas = new Replicas(databases);
  await waiting(replicas);
  await database.run("SET GLOBAL log_output = 'TABLE', general_log = 1");
  await waiting(replicas);
  await waiting(replicas);
  expect([await asked('SHOW ALL SLAVES STATUS'), await asked('SELECT VERSION()%')]).toEqual([2, 0]);
});
