import { closeDatabases } from '../support/databases';
import { resolveSecret } from '../../config/secrets';
import { openDatabase } from '../../connectors/mysql/database';
import { planCompute } from '../../plan/compute';
import { planImages } from '../../plan/images';
import { planVolumes } from '../../plan/volumes';
import { runPhase, undoAll } from '../support/run-plan';
import { openScratch, type Scratch } from '../support/scratch-activities';
import { takeDump, type ScratchServer } from '../support/scratch-cloud';

/**
 * `mysql://user@host:port` of a server of another version, with `STACKLEAP_OTHER_PASSWORD` as its password: the user may create
 * databases, and what is called `test_…` is dropped. Without it there is nothing to try.
 */
const ADDRESS = process.env['STACKLEAP_OTHER_SERVER'];
const PLANS = [planImages, planCompute, planVolumes];

function otherServer(): ScratchServer {
  const { hostname, port, username } = new URL(ADDRESS ?? '');
  const password = 'env:STACKLEAP_OTHER_PASSWORD' as const;
  const server = { host: hostname, port: Number(port), user: username, password };
  return { server, database: openDatabase(server, process.env['STACKLEAP_OTHER_PASSWORD'] ?? '') };
}

(ADDRESS === undefined ? describe.skip : describe)('another server', () => {
  let scratch: Scratch | undefined;
  let other: ScratchServer;
  beforeAll(async () => {
    other = otherServer();
    await resolveSecret('env:STACKLEAP_OTHER_PASSWORD');
    const [row] = await other.database.rows('SELECT VERSION() AS version');
    process.stderr.write(`the other server is ${String(row?.['version'])}\n`);
    await other.database.run('CREATE DATABASE IF NOT EXISTS neutron');
  });
  afterEach(async () => {
    await scratch?.close();
    scratch = undefined;
  });
  afterAll(async () => {
    await other.database.close();
    await closeDatabases();
  });

  test.each<[string, () => { source?: ScratchServer; target?: ScratchServer }]>([
    ['has the old databases', () => ({ source: other })],
    ['has the new databases', () => ({ target: other })],
    ['has both', () => ({ source: other, target: other })],
  ])('%s: rows are copied, are proven, and the undo leaves both sides as they were', async (_name, servers) => {
    scratch = await openScratch('other', 40, servers());
    const { activities, cloud, run, ledger, undos, database } = scratch;
    const { source, target } = cloud.definition;
    const { neutron: _, ...own } = target.databases;
    const dumps = async (): Promise<object> => ({
      ...(await takeDump(servers().source?.database ?? database, Object.values(source.databases))),
      ...(await takeDump(servers().target?.database ?? database, Object.values(own))),
    });
    const before = await dumps();
    const input = { run, step: 'preflight/databases/look', phase: 'preflight' } as const;
    expect((await activities.readDatabaseBlockers(input)).blockers).toEqual([]);
    for (const plan of PLANS) await runPhase(plan(cloud.definition), activities, run);
    for (const plan of PLANS)
      expect((await runPhase(plan(cloud.definition), activities, run)).filter(({ changed }) => changed)).toEqual([]);
    const facts = Object.values(await ledger.readFacts('', 'tables/'));
    expect(facts.length).toBeGreaterThan(35);
    expect(facts.filter(({ verified }) => verified !== true)).toEqual([]);
    await undoAll(ledger, undos, run);
    expect(await dumps()).toEqual(before);
  });
});
