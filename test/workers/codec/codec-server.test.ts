import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createProgram } from '../../../cli/program';
import { createKeyring } from '../../../connectors/codec/keyring';
import { createPayloadCodec } from '../../../connectors/codec/payload-codec';
import { startCodecServer } from '../../../workers/codec/codec-server';

const UI = 'https://temporal.example.org';
const PLAIN = { metadata: { encoding: encoded('json/plain') }, data: encoded('{"cluster":"blue"}') };

let server: Server;
let url: string;
beforeAll(async () => {
  const codec = createPayloadCodec(createKeyring([{ id: 'a', key: randomBytes(32) }]));
  server = await startCodecServer(codec, { host: '127.0.0.1', port: 0, origins: [UI] });
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

test("encodes and decodes for a command line, which has no origin, and for the UI's pages", async () => {
  const encrypted = await (await post('/encode', JSON.stringify({ payloads: [PLAIN] }))).text();
  expect(encrypted).not.toContain(PLAIN.data);
  const decoded = await post('/namespaces/default/decode', encrypted, { origin: UI });
  expect(await decoded.json()).toEqual({ payloads: [PLAIN] });
  expect(decoded.headers.get('access-control-allow-origin')).toBe(UI);
});

test("asks nobody else's page in: neither beforehand nor when it asks all the same", async () => {
  for (const method of ['OPTIONS', 'POST']) {
    const body = method === 'POST' ? JSON.stringify({ payloads: [PLAIN] }) : null;
    const refused = await fetch(`${url}/decode`, { method, body, headers: { origin: 'https://evil.example.org' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    expect(await refused.text()).not.toContain(PLAIN.data);
  }
  const allowed = await fetch(`${url}/decode`, { method: 'OPTIONS', headers: { origin: UI } });
  expect([allowed.status, allowed.headers.get('access-control-allow-headers')]).toEqual([
    204,
    'content-type, x-namespace, authorization',
  ]);
});

test.each([
  ['/other', '{}', 404],
  ['/decode', 'no json', 400],
  ['/decode', '{"payloads":{}}', 400],
  ['/decode', JSON.stringify({ payloads: [{ ...PLAIN, data: 'x'.repeat(17 * 1024 * 1024) }] }), 413],
])('refuses a request to %s that makes no sense', async (path, body, status) => {
  expect((await post(path, body)).status).toBe(status);
});

test('says which key it lacks', async () => {
  const metadata = { encoding: encoded('binary/encrypted'), 'encryption-key-id': encoded('older') };
  const answer = await post('/decode', JSON.stringify({ payloads: [{ metadata, data: '' }] }));
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { message: 'This was encrypted with the key older, which is not in STACKLEAP_KEYS here. Add it.' },
  ]);
});

test.each([
  [['--origin', 'https://temporal.example.org/ui'], /an origin is like/],
  [['--address', '8888'], /an address and a port/],
  [[], /STACKLEAP_KEYS names no key/],
])('the command refuses %j', async (argv, message) => {
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const program = createProgram();
  for (const command of program.commands) command.exitOverride();
  await expect(program.parseAsync(['codec-server', ...argv], { from: 'user' })).rejects.toThrow(message);
  jest.restoreAllMocks();
});
