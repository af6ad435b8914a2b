import { withSettledStatements } from '../../../activities/toolbox/marks/with-settled-statements';
import { resolveSecret } from '../../../config/secrets';
import { openDatabase, type Database } from '../../../connectors/mysql/database';
import { createDatabases } from '../../../connectors/mysql/databases';
import { findReleasePair } from '../../../releases/register';
import { eventually } from '../../support/eventually';
import { openMuteProxy } from '../../support/mute-proxy';
import { openScratchDatabase, scratchDefinition, scratchServer } from '../../support/scratch-server';

const SCHEMA = `test_settle_${process.pid}`;
const CLUSTER = `settle-${process.pid}`;
const STEP = 'images/glance.images/import';
const RUN = { id: '1', cluster: CLUSTER, datacenter: 'lab' };

/** The worker that dies, and the one that undoes. */
const [first, second] = [
  createDatabases({ readSecret: resolveSecret }),
  createDatabases({ readSecret: resolveSecret }),
];
let look: Database;

beforeAll(async () => {
  look = await openScratchDatabase();
  await look.run(`CREATE DATABASE ${SCHEMA}`);
  await look.run(`CREATE TABLE ${SCHEMA}.written (n int)`);
});
afterEach(() => look.run(`DELETE FROM ${SCHEMA}.written`));
afterAll(async () => {
  await look.run(`DROP DATABASE ${SCHEMA}`);
  await Promise.all([look.close(), first.close(), second.close()]);
});

const slowly = (n: number): string => `INSERT INTO ${SCHEMA}.written SELECT ${n} FROM (SELECT SLEEP(2)) s`;
const written = async (): Promise<unknown[]> => (await look.rows(`SELECT n FROM ${SCHEMA}.written`)).map(({ n }) => n);

/** Work of a step that nobody waits for any more; comes back when its statement is under way. */
async function begin(step: string, work: (on: Database) => Promise<unknown>, signal?: AbortSignal) {
  const on = await first.of(scratchServer());
  const outcome = first
    .marked({ cluster: CLUSTER, step, signal }, () => work(on))
    .then(
      () => 'done',
      (error: unknown) => error,
    );
  const running = `SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE '/* stackleap ${CLUSTER} ${step} *%'`;
  await eventually(async () => expect(await look.rows(running)).toHaveLength(1), { everyMs: 20 });
  return { outcome };
}

/** The undo of the step: it takes away what it finds. */
async function undo(): Promise<void> {
  const deps = {
    databases: second,
    readDefinition: async () => scratchDefinition(),
    releasePair: findReleasePair,
  };
  const undos = withSettledStatements(deps, {
    takeOut: async () => {
      await look.run(`DELETE FROM ${SCHEMA}.written`);
      return 'Taken out.';
    },
  });
  const entry = { cluster: CLUSTER, step: STEP, phase: 'images', kind: 'takeOut', detail: {} } as const;
  await second.marked({ cluster: CLUSTER, step: STEP }, async () => undos['takeOut']?.(entry, RUN));
}

test.each<[string, (on: Database) => Promise<unknown>]>([
  ['a statement', (on) => on.run(slowly(1))],
  [
    'a transaction',
    (on) =>
      on.transaction(async (within) => {
        await within.run(`INSERT INTO ${SCHEMA}.written VALUES (2)`);
        await within.run(slowly(3));
      }),
  ],
])(
  '%s that a dead worker has left under way writes nothing after the undo, whoever else is at work',
  async (_, work) => {
    const other = await begin(`${STEP}-2`, (on) => on.run(slowly(7)));
    const left = await begin(STEP, work);
    await undo();
    expect(await written()).toEqual([]);
    expect(await left.outcome).toMatchObject({ type: 'DatabaseUnreachable' });
    expect(await other.outcome).toBe('done');
    expect(await written()).toEqual([7]);
    await undo();
  },
);

test('a step that is called off ends its statement at once; what it sends to clean up goes through', async () => {
  const operator = new AbortController();
  const { outcome } = await begin(
    STEP,
    async (on) => {
      try {
        await on.run(slowly(1));
      } finally {
        await on.run(`INSERT INTO ${SCHEMA}.written VALUES (9)`);
      }
    },
    operator.signal,
  );
  operator.abort(new Error('called off'));
  expect(await outcome).toMatchObject({ message: 'called off' });
  expect(await written()).toEqual([9]);
});

test('a server that falls silent amid a statement is noticed, and one that is slow is waited for', async () => {
  const proxy = await openMuteProxy(scratchServer().port);
  const password = await resolveSecret(scratchServer().password);
  const database = openDatabase({ ...scratchServer(), port: proxy.port }, password, { silenceMs: 300 });
  try {
    expect(await database.rows('SELECT SLEEP(1.5) AS slept')).toEqual([{ slept: 0 }]);
    const hanging = database.rows('SELECT SLEEP(60)').catch((error: unknown) => error);
    proxy.mute();
    expect(await hanging).toMatchObject({
      type: 'DatabaseUnreachable',
      message: expect.stringContaining('does not answer') as string,
    });
  } finally {
    await proxy.close();
    await database.close();
  }
});
