import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseError } from '../../connectors/mysql/database-error';
import { ParsedDefinitions } from '../../config/snapshot/parsed-definitions';
import { readClusterFile } from '../../config/snapshot/read-cluster-file';
import { takeSnapshot } from '../../config/snapshot/take-snapshot';
import type { RunRef } from '../../model/run';
import { RunDefinitions } from '../../workers/run-definitions';
import { LabFolder } from '../support/lab-folder';
import { memoryStore } from '../support/memory-store';

const store = memoryStore();
const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };

/** A worker, what it has read from the store, and what a step finds on it. */
function worker(folder: LabFolder) {
  const read: string[] = [];
  const definitions = new RunDefinitions(new ParsedDefinitions(), async (sha256) => {
    read.push(sha256);
    return store.get({ sha256 });
  });
  const { look } = definitions.bind({
    look: async ({ run }: { run: RunRef }) => {
      const definition = await definitions.read(run.cluster);
      return { definition, template: await readClusterFile(definition, 'templates/nova.conf') };
    },
  });
  return { read, look: (run: RunRef) => folder.on(() => look({ run })) };
}

async function plan(folder: LabFolder): Promise<RunRef> {
  const { content } = await folder.on(() => takeSnapshot('lab', new ParsedDefinitions()));
  return { ...RUN, snapshot: (await store.put(content)).sha256 };
}

test('what is edited during a run changes nothing for it, and counts for the next one', async () => {
  const folder = new LabFolder();
  const { look, read } = worker(folder);
  const run = await plan(folder);
  const before = await look(run);
  folder.edit('cluster.yaml', 'hostsPerBatch: 3', 'hostsPerBatch: 1');
  folder.edit('templates/nova.conf', '[DEFAULT]', '[DEFAULT]\n# edited');
  expect(await look(run)).toEqual(before);
  expect(before.definition.rollout.hostsPerBatch).toBe(3);
  const next = await look(await plan(folder));
  expect(next.definition.rollout.hostsPerBatch).toBe(1);
  expect(next.template).toContain('# edited');
  expect(await look(run)).toEqual(before);
  expect(new Set(read).size).toBe(read.length);
});

test('a run that began before plans had snapshots goes on reading the folder', async () => {
  const folder = new LabFolder();
  const { look } = worker(folder);
  expect((await look(RUN)).definition.rollout.hostsPerBatch).toBe(3);
  folder.edit('cluster.yaml', 'hostsPerBatch: 3', 'hostsPerBatch: 1');
  expect((await look(RUN)).definition.rollout.hostsPerBatch).toBe(1);
});

test('workers with other folders find the same, each with its own way to the ledger', async () => {
  const [one, other] = [new LabFolder(), new LabFolder()];
  const run = await plan(one);
  other.edit('cluster.yaml', 'hostsPerBatch: 3', 'hostsPerBatch: 1');
  other.edit('cluster.yaml', 'host: 10.77.0.2\n    port: 3306', 'host: 10.88.0.2\n    port: 3306');
  other.edit('templates/nova.conf', '[DEFAULT]', '[DEFAULT]\n# another');
  const [here, there] = [await worker(one).look(run), await worker(other).look(run)];
  expect(there.template).toBe(here.template);
  expect(there.definition.target.server).toEqual({ ...here.definition.target.server, host: '10.88.0.2' });
  const { server } = here.definition.target;
  expect({ ...there.definition, target: { ...there.definition.target, server } }).toEqual(here.definition);
});

test('a folder that is wrong or gone is no reason to stop', async () => {
  const folder = new LabFolder();
  const run = await plan(folder);
  const before = await worker(folder).look(run);
  writeFileSync(folder.path('cluster.yaml'), 'name: [');
  expect(await worker(folder).look(run)).toEqual(before);
  rmSync(folder.clusters, { recursive: true });
  expect(await worker(folder).look(run)).toEqual(before);
});

test('a snapshot that no worker has is said to be missing, one that could not be asked for is tried again', async () => {
  const folder = new LabFolder();
  const run = { ...RUN, snapshot: 'f'.repeat(64) };
  await expect(worker(folder).look(run)).rejects.toMatchObject({ type: 'PlanMissing' });
  let away = true;
  const planned = await plan(folder);
  const definitions = new RunDefinitions(new ParsedDefinitions(), async (sha256) => {
    if (away) throw new DatabaseError('DatabaseUnreachable', 'away', 'ECONNREFUSED');
    return store.get({ sha256 });
  });
  const { look } = definitions.bind({ look: async ({ run: of }: { run: RunRef }) => definitions.read(of.cluster) });
  await expect(folder.on(() => look({ run: planned }))).rejects.toMatchObject({ type: 'DatabaseUnreachable' });
  away = false;
  expect((await folder.on(() => look({ run: planned }))).name).toBe('lab');
});
