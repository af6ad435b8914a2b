import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { log } from '@temporalio/activity';
import { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { restoreFiles } from '../../activities/hosts/files/restore-files';
import { restoreFile, saveFile, type SavedFile } from '../../activities/hosts/files/saved-files';
import { readDefinition } from '../../config/read-definition';
import { resolveSecret } from '../../config/secrets';
import { onResolved } from '../../config/secret/resolved';
import { createKeyring } from '../../connectors/codec/keyring';
import { createPayloadCodec } from '../../connectors/codec/payload-codec';
import { createLedger } from '../../connectors/ledger/ledger';
import type { Database } from '../../connectors/mysql/database';
import type { Ledger } from '../../model/ledger';
import type { RemoteMachine } from '../../model/remote-command';
import { pinoLogger } from '../../workers/logger';
import { hideInFailures } from '../../workers/telemetry/hide-in-failures';
import { KnownSecrets } from '../../workers/telemetry/known-secrets';
import { filesBelow } from '../house/sources';
import { openSite, type Site } from '../support/openssh/site';
import { openScratchDatabase } from '../support/scratch-server';
import { phase, planOf, track } from '../workflows/support/plans';
import { WorkflowHarness } from '../workflows/support/workflow-harness';

const SCHEMA = `test_secrets_${process.pid}`;
const BROKEN = 'hosts/compute1/step2';

const lines: string[] = [];
const values: string[] = [];
let harness: WorkflowHarness;
let operator: Client;
let site: Site;
let machine: RemoteMachine;
let database: Database;
let ledger: Ledger;
let path: string;

beforeAll(async () => {
  const secrets = new KnownSecrets();
  onResolved((value) => secrets.add(value));
  const keyring = createKeyring([{ id: 'a', key: randomBytes(32) }]);
  const dataConverter = { payloadCodecs: [createPayloadCodec(keyring)] };
  harness = await WorkflowHarness.start({
    logger: pinoLogger('datacenter dc1', secrets, { write: (line) => void lines.push(line) }),
    worker: {
      dataConverter,
      interceptors: { activity: [() => ({ inbound: hideInFailures(secrets) })] },
    },
  });
  operator = new Client({ connection: harness.env.connection, dataConverter });
  site = await openSite();
  machine = await site.machine(await site.start());
  path = join(site.folder, 'files', 'nova.conf');
  database = await openScratchDatabase();
  ledger = createLedger(database, SCHEMA, keyring);
});
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await Promise.all([database.close(), site.close(), harness.stop()]);
});

/** Gives each secret of the lab's definition a value of its own, as its operator would. */
async function inventSecrets(): Promise<readonly `env:${string}`[]> {
  const text = JSON.stringify(await readDefinition('lab'));
  const refs = new Set([...text.matchAll(/"((?:env|file):[^"]+)"/g)].map(([, ref]) => ref));
  return [...refs].map((_, i) => {
    const value = `s3cr+t/${i}"é${randomBytes(9).toString('hex')}`;
    values.push(value);
    process.env[`STACKLEAP_TEST_SECRET_${i}`] = value;
    return `env:STACKLEAP_TEST_SECRET_${i}` as const;
  });
}

/** Every text in it, bytes as text, and what is base64 in any of them. */
function textsIn(value: unknown): string {
  if (value instanceof Uint8Array) return textsIn(Buffer.from(value).toString('utf8'));
  if (typeof value === 'string') {
    const decoded = [...value.matchAll(/[A-Za-z0-9+/]{16,}={0,2}/g)].map(([part]) =>
      Buffer.from(part, 'base64').toString('utf8'),
    );
    return [value, ...decoded].join('\n');
  }
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsIn).join('\n') : '';
}

function found(value: unknown): readonly string[] {
  const text = textsIn(value);
  return values.filter((secret) =>
    [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)].some((one) => text.includes(one)),
  );
}

/** The same for good: nobody wants to wait for six attempts. */
function atOnce(cause: Error): never {
  throw ApplicationFailure.create({ message: cause.message, type: 'CommandFailed', nonRetryable: true, cause });
}

async function historiesOf(workflowIds: readonly string[]): Promise<unknown> {
  const { workflow } = harness.env.client;
  return Promise.all(workflowIds.map(async (id) => (await workflow.getHandle(id).fetchHistory()).events));
}

test('no secret of the definition is in the histories, logs, reports and ledger of a run that writes and fails', async () => {
  const refs = await inventSecrets();
  expect(refs.length).toBeGreaterThan(2);
  harness.plan = planOf(phase('hosts', [track('hosts', 'compute1', 2)], { workflow: 'upgradeHostBatch' }));
  let before: SavedFile | undefined;
  harness.behaviours['hosts/compute1/step1'] = async (input) => {
    const resolved = await Promise.all(refs.map(resolveSecret));
    await machine.writeFile(path, resolved.map((value) => `password = ${value}\n`).join(''));
    before = await saveFile(machine, path);
    await restoreFiles.record(ledger, input, { host: 'compute1', files: [before] });
    log.info(`The file is there: ${resolved.join()}`, { resolved });
  };
  harness.behaviours[BROKEN] = async () => {
    const said = (await Promise.all(refs.map(resolveSecret))).join(' ');
    await database.rows(`SELECT ${JSON.stringify(said)} FROM nowhere.t`).catch(async (error: unknown) => {
      log.error('The statement failed', { error });
      await machine.run(['sh', '-c', 'echo "$1" >&2; exit 3', 'sh', said]).catch(atOnce);
    });
  };
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto', onFailure: 'hold' });
  await expect(operator.workflow.getHandle(handle.workflowId).result()).rejects.toMatchObject({
    name: 'WorkflowFailedError',
  });

  const children = ['', '/hosts', '/hosts/all'].map((id) => `upgrade/blue${id}`);
  const histories = await historiesOf(children);
  expect(textsIn(histories)).toMatch(/ended with 3|exit code 3|sh -c/);
  expect(found(histories)).toEqual([]);
  expect(lines.filter((line) => /The file is there|The statement failed/.test(line)).length).toBeGreaterThan(1);
  expect(found(lines)).toEqual([]);
  const reports = filesBelow(harness.runs).map((file) => readFileSync(join(process.cwd(), file), 'utf8'));
  expect(found(reports)).toEqual([]);
  const tables = ['runs', 'steps', 'undos', 'events', 'facts'];
  const rows = await Promise.all(tables.map((table) => database.rows(`SELECT * FROM ${SCHEMA}.${table}`)));
  expect(rows.flat().length).toBeGreaterThan(1);
  expect(found(rows)).toEqual([]);

  // They were there to be found, and what undoes the step still is.
  expect(found(readFileSync(path))).toEqual(values);
  await machine.writeFile(path, 'new\n');
  const { detail = {} } = (await ledger.readUndo('blue', 'hosts/compute1/step1')) ?? {};
  expect(detail).toEqual({ host: 'compute1', files: [before] });
  await restoreFile(machine, (detail['files'] as unknown as readonly [SavedFile])[0]);
  expect(found(readFileSync(path))).toEqual(values);
});
