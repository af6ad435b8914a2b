import { rmSync, writeFileSync } from 'node:fs';
import { renderFiles } from '../../activities/hosts/configuration/rendered-files';
import { createPlanActivities } from '../../activities/runs/plans/plans';
import { withFailures } from '../../activities/toolbox/with-failures';
import { ParsedDefinitions } from '../../config/snapshot/parsed-definitions';
import { takeSnapshot } from '../../config/snapshot/take-snapshot';
import { createLedgerFiles } from '../../connectors/ledger/files';
import type { Database } from '../../connectors/mysql/database';
import { createSharedStore } from '../../connectors/store/shared-store';
import { createStore } from '../../connectors/store/store';
import type { CephFacts } from '../../model/host/facts';
import type { RunRef } from '../../model/run';
import type { UpgradeOptions } from '../../model/upgrade';
import { planUpgrade } from '../../plan/upgrade';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { RunDefinitions } from '../../workers/run-definitions';
import { createSharedFiles } from '../../workers/shared-files';
import { LabFolder } from '../support/lab-folder';
import { memoryLedger } from '../support/memory-ledger';
import { openScratchDatabase } from '../support/scratch-server';
import { temporaryFolder } from '../support/temporary-folder';

const SCHEMA = `test_snapshots_${process.pid}`;
const RUN: RunRef = { id: 'run-1', cluster: 'lab', datacenter: 'lab' };
const OPTIONS: UpgradeOptions = {
  ...({ cluster: 'lab', phases: ['preflight', 'freeze'], hosts: null, approval: 'auto', onFailure: 'ask' } as const),
  ...{ plan: null, rehearse: false, seedFlows: true },
};
const CEPH: CephFacts = {
  ...{ pool: 'vms', user: 'cinder', secretUuid: '4b5c', conf: '/etc/ceph/ceph.conf', fsid: '1', monHost: '10.0.0.1' },
  ...{ auth: 'cephx', clusterVersion: '' },
};

let database: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
});
beforeEach(() => database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`));
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await database.close();
});

async function readCeph(): Promise<CephFacts> {
  return Promise.resolve(CEPH);
}

/** A worker with a store and a folder of clusters of its own, over the real parts of `createDependencies`. */
function worker(folder = new LabFolder()) {
  const local = createStore(temporaryFolder(), 'lab');
  const parsed = new ParsedDefinitions();
  const files = createLedgerFiles(database, SCHEMA);
  const definitions = new RunDefinitions(parsed, (sha256, onDisk) => {
    const place = { files: async () => onDisk().then(() => files), mayStay: true };
    return createSharedStore(local, () => place).get({ sha256 });
  });
  const readDefinition = (cluster: string) => definitions.read(cluster);
  const { store, share } = createSharedFiles(local, readDefinition, async () => Promise.resolve(files));
  const deps = { readDefinition, store, ledger: async () => Promise.resolve(memoryLedger()) };
  const activities = {
    ...createPlanActivities(deps, planUpgrade, {
      readAntiAffinity: async () => Promise.resolve({ groups: [] }),
      readTrials: async () => Promise.resolve([]),
      takeSnapshot: (cluster) => takeSnapshot(cluster, parsed),
    }),
    renderConfiguration: async ({ run }: { run: RunRef }) => {
      const definition = await readDefinition(run.cluster);
      return Promise.all(renderFiles(definition, LIBERTY_TO_STEIN, 'compute1', readCeph));
    },
  };
  const bound = definitions.bind(share(withFailures(activities)));
  return {
    ...{ folder, local },
    build: (plan: string | null = null) =>
      folder.on(() => bound.buildPlan({ run: RUN, options: { ...OPTIONS, plan } })),
    render: (snapshot: string | undefined) =>
      folder.on(() => bound.renderConfiguration({ run: { ...RUN, ...(snapshot !== undefined && { snapshot }) } })),
  };
}

test('two workers with different folders render what the plan was made from, whatever is edited meanwhile', async () => {
  const [one, other] = [worker(), worker()];
  other.folder.edit('templates/nova.conf', '[DEFAULT]', '[DEFAULT]\n# of the other machine');
  other.folder.edit('cluster.yaml', 'vars: { rbdFeatures: 13 }', 'vars: { rbdFeatures: 1 }');
  const { snapshot } = await one.build();
  const before = await one.render(snapshot);
  one.folder.edit('templates/nova.conf', '[DEFAULT]', '[DEFAULT]\n# edited');
  one.folder.edit('cluster.yaml', 'path: /etc/ceph/ceph.conf', 'path: /etc/ceph/another.conf');
  await expect(other.local.get({ sha256: snapshot ?? '' })).rejects.toThrow('ENOENT');
  expect(await one.render(snapshot)).toEqual(before);
  expect(await other.render(snapshot)).toEqual(before);
  expect(String(await other.local.get({ sha256: snapshot ?? '' }))).toContain('cluster.yaml');
  expect(await other.render(undefined)).not.toEqual(before);
});

test('a saved plan brings its snapshot to a worker whose folder says something else; without it it is missing', async () => {
  const [one, other] = [worker(), worker()];
  const { file, snapshot } = await one.build();
  other.folder.edit('cluster.yaml', 'hostsPerBatch: 3', 'hostsPerBatch: 1');
  expect(await other.build(file.sha256)).toMatchObject({ snapshot, version: 2 });
  await database.run(`DELETE FROM ${SCHEMA}.files WHERE sha256 = '${snapshot}'`);
  await expect(worker().build(file.sha256)).rejects.toMatchObject({ type: 'PlanMissing' });
  await expect(worker().render(snapshot)).rejects.toMatchObject({ type: 'PlanMissing' });
});

test('a worker without a folder of the cluster says so, unless it has the snapshot already', async () => {
  const one = worker();
  const { snapshot } = await one.build();
  const other = worker();
  rmSync(other.folder.clusters, { recursive: true });
  await expect(other.render(snapshot)).rejects.toMatchObject({ type: 'UnknownCluster' });
  writeFileSync(one.folder.path('cluster.yaml'), 'name: [');
  expect(await one.render(snapshot)).not.toEqual([]);
});
