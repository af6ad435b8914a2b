import { randomBytes } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { createKeyring } from '../../../connectors/codec/keyring';
import { createPayloadCodec } from '../../../connectors/codec/payload-codec';
import { startCodecServer } from '../../../workers/codec/codec-server';
import { bundleWorkflows } from '../../support/workflow-bundle';
import { phase, planOf, track } from '../../workflows/support/plans';
import { WorkflowHarness } from '../../workflows/support/workflow-harness';

const [a, b] = ['a', 'b'].map((id) => ({ id, key: randomBytes(32) })) as [Key, Key];
const codecOf = (...keys: readonly Key[]): PayloadCodec => createPayloadCodec(createKeyring(keys));
const UI = 'http://localhost:8233';

interface Key {
  readonly id: string;
  readonly key: Buffer;
}

/** That of the workers and of the operator's client at this moment. */
let codec = codecOf();
const switched: PayloadCodec = {
  encode: (payloads) => codec.encode(payloads),
  decode: (payloads) => codec.decode(payloads),
};

let harness: WorkflowHarness;
let client: Client;
beforeAll(async () => {
  const dataConverter = { payloadCodecs: [switched] };
  harness = await WorkflowHarness.start({ worker: { dataConverter } });
  client = new Client({ connection: harness.env.connection, dataConverter });
});
afterAll(() => harness.stop());

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

interface Sealed {
  readonly metadata: Readonly<Record<string, Uint8Array>>;
  readonly data: Uint8Array;
}

/** All payloads of a history that tell something of a run, in their order: search attributes cannot be encrypted. */
function payloadsOf(value: unknown): readonly Sealed[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value) return [value as Sealed];
  return Object.entries(value).flatMap(([name, part]) => (name === 'searchAttributes' ? [] : payloadsOf(part)));
}

function keyOf({ metadata }: Sealed): string {
  const { encoding, ...rest } = metadata;
  return Buffer.from(encoding ?? []).toString() === 'binary/encrypted'
    ? Buffer.from(rest['encryption-key-id'] ?? []).toString()
    : 'none';
}

async function replay(history: History, payloadCodecs: PayloadCodec[]): Promise<void> {
  const workflowBundle = await bundleWorkflows();
  await Worker.runReplayHistory({ workflowBundle, dataConverter: { payloadCodecs } }, history, 'upgrade/blue');
}

test('a run that began in clear goes on encrypted, and with a newer key; all of it is read, by workers and the codec server', async () => {
  harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 1)]), phase('open', [track('open', 'apis', 1)]), {
    ...phase('finalize', [track('finalize', 'remains', 1)]),
  });
  const { workflowId } = await harness.begin('upgradeCluster', { cluster: 'blue' });
  const handle = client.workflow.getHandle(workflowId);
  await harness.untilWaiting(handle, 'approval');
  codec = codecOf(a);
  await handle.executeUpdate('approve', { args: [{ gate: 'open', by: 'anna' }] });
  await harness.untilWaiting(handle, 'approval');
  codec = codecOf(b, a);
  await handle.executeUpdate('approve', { args: [{ gate: 'finalize', by: 'bert' }] });
  expect(await handle.result()).toMatchObject({ verdict: 'upgraded' });

  const raw = await harness.env.client.workflow.getHandle(workflowId).fetchHistory();
  const payloads = payloadsOf(raw.events);
  const keys = payloads.map(keyOf);
  expect([...new Set(keys)]).toEqual(['none', 'a', 'b']);
  expect(keys.lastIndexOf('none')).toBeLessThan(keys.lastIndexOf('b'));
  const text = Buffer.concat(payloads.map(({ data }) => data)).toString('latin1');
  expect([/"cluster":"blue"/.test(text), text.includes('anna'), text.includes('bert')]).toEqual([true, false, false]);

  await replay(raw, [codecOf(b, a)]);
  await expect(replay(raw, [codecOf(b)])).rejects.toThrow(/encrypted with the key a, which is not in STACKLEAP_KEYS/);

  const server = await startCodecServer(codecOf(b, a), { host: '127.0.0.1', port: 0, origins: [UI] });
  const { port } = server.address() as { port: number };
  const body = JSON.stringify({
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, base64(value)])),
      data: base64(data),
    })),
  });
  const answer = await fetch(`http://127.0.0.1:${port}/decode`, { method: 'POST', body, headers: { origin: UI } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(UI);
  const decoded = (await answer.json()) as { payloads: { data: string }[] };
  const clear = decoded.payloads.map(({ data }) => Buffer.from(data, 'base64').toString()).join('\n');
  expect(clear).toMatch(/anna[\s\S]*bert/);
  server.closeAllConnections();
  server.close();
});

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
