import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { attend } from '../../../activities/toolbox/heartbeat';
import { createMachines, type Machines } from '../../../connectors/ssh/machines';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/command';
import { startSshServer, type SshServer } from '../../support/ssh-server';

// Keys are exchanged many times over, by real servers.
let server: SshServer;
let folder: string;
let machines: Machines;

beforeAll(async () => {
  server = await startSshServer();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackleap-ssh-'));
  machines = createMachines({
    readSecret: async (ref) => Promise.resolve(readFileSync(ref.replace('file:', ''), 'utf8')),
    attend,
  });
});
afterEach(() => {
  machines.close();
  rmSync(folder, { recursive: true, force: true });
});

async function machine({
  knownHost = server.knownHost,
  key = server.clientKey,
  port = server.port,
} = {}): Promise<RemoteMachine> {
  writeFileSync(join(folder, 'known_hosts'), `${knownHost}\n`);
  writeFileSync(join(folder, 'key'), key);
  const definition = {
    name: 'test',
    ssh: { user: 'root', privateKey: `file:${join(folder, 'key')}`, knownHosts: join(folder, 'known_hosts') },
    machines: [{ name: 'compute1', address: '127.0.0.1', port }],
  } as unknown as ClusterDefinition;
  return machines.machine(definition, 'compute1');
}

it('gives signs of life for as long as a command takes', async () => {
  const host = await machine();
  const env = new MockActivityEnvironment();
  const answer = join(folder, 'answer');
  const run = env.run(async () => host.run(['sh', '-c', 'until [ -e "$1" ]; do sleep 0.1; done', 'sh', answer]));
  await expect(once(env, 'heartbeat')).resolves.toEqual([{ waitingFor: 'sh on compute1' }]);
  writeFileSync(answer, '');
  await expect(run).resolves.toMatchObject({ exitCode: 0 });
});

it('runs words as they are, and tells the one shape of an outcome', async () => {
  const host = await machine();
  const result = await host.run(['printf', '%s|', "it's $HOME", '', '*']);
  expect(result).toMatchObject({ machine: 'compute1', exitCode: 0, stdout: "it's $HOME||*|", stderr: '' });
  expect((await host.run(['cat'], { input: 'from the input' })).stdout).toBe('from the input');
});

it('says machine, command, exit code and the end of the output when a command fails', async () => {
  const host = await machine();
  const failed = host.run(['sh', '-c', 'echo so it goes >&2; exit 7']);
  await expect(failed).rejects.toMatchObject({
    name: 'CommandFailed',
    result: { exitCode: 7, stderr: 'so it goes\n' },
  });
  await expect(failed).rejects.toThrow(/compute1: `sh -c .*` ended with exit code 7: so it goes\./);
  expect((await host.run(['false'], { accept: [0, 1] })).exitCode).toBe(1);
});

it('runs many commands over one connection', async () => {
  const host = await machine();
  const before = server.connections();
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => host.run(['echo', String(i)])));
  expect(answers.map(({ stdout }) => Number(stdout))).toEqual(answers.map((_, i) => i));
  expect(server.connections() - before).toBe(1);
});

it('refuses a host whose key is another one than the known', async () => {
  const other = await startSshServer();
  const host = await machine({ knownHost: other.knownHost.replace(String(other.port), String(server.port)) });
  await expect(host.run(['true'])).rejects.toMatchObject({ name: 'HostKeyMismatch' });
  await expect(host.run(['true'])).rejects.toThrow(/compute1 .* shows SHA256:.* which is not its key/);
  await other.close();
});

it('refuses a host that is not known at all, before it connects', async () => {
  const before = server.connections();
  const host = await machine({ knownHost: '10.9.9.9 ssh-ed25519 AAAA' });
  await expect(host.run(['true'])).rejects.toThrow(/compute1 .* is unknown: .*known_hosts has no key of it/);
  expect(server.connections()).toBe(before);
});

it('tells a refused connection from a refused key', async () => {
  const closed = await startSshServer();
  await closed.close();
  const nobody = await machine({ knownHost: closed.knownHost, port: closed.port });
  await expect(nobody.run(['true'])).rejects.toMatchObject({ name: 'HostUnreachable' });
  const other = await startSshServer();
  const stranger = await machine({ key: other.clientKey });
  await expect(stranger.run(['true'])).rejects.toMatchObject({ name: 'HostAuthentication' });
  await other.close();
});

it('gives up a command that is silent for too long, and one that says too much', async () => {
  const host = await machine();
  await expect(host.run(['sleep', '30'], { quietMs: 150 })).rejects.toThrow('no output for 150 ms');
  await expect(host.run(['head', '-c', '20000000', '/dev/zero'])).rejects.toThrow('bytes of output');
});

it('ends a command when it is aborted', async () => {
  const host = await machine();
  const abort = new AbortController();
  const running = host.run(['sleep', '30'], { signal: abort.signal });
  setTimeout(() => abort.abort(new Error('an operator')), 100);
  await expect(running).rejects.toThrow('an operator');
});

it('tells a lost connection, and connects again for the next command', async () => {
  const host = await machine();
  await host.run(['true']);
  const running = host.run(['sleep', '30']);
  setTimeout(() => server.cut(), 100);
  await expect(running).rejects.toMatchObject({ name: 'HostUnreachable' });
  expect((await host.run(['echo', 'again'])).stdout).toBe('again\n');
});

it('writes files whole, with the mode that was asked for or the one that they had', async () => {
  const host = await machine();
  const path = join(folder, 'etc', "nova's.conf");
  expect(await host.readFile(path)).toBeUndefined();
  await host.writeFile(path, 'a = ü\n', '0640');
  expect(await host.readFile(path)).toBe('a = ü\n');
  await host.writeFile(path, 'b = 2\n');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  await host.writeFile(path, '', '0600');
  expect(await host.readFile(path)).toBe('');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('leaves the old file when the new one cannot be written', async () => {
  const host = await machine();
  const path = join(folder, 'file');
  await host.writeFile(path, 'old');
  chmodSync(path, 0o644);
  await expect(host.writeFile(path, 'new', 'not-a-mode')).rejects.toMatchObject({ name: 'CommandFailed' });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.startsWith('file'))).toEqual(['file']);
});

it('says which machine the definition lacks', async () => {
  const definition = { name: 'test', machines: [] } as unknown as ClusterDefinition;
  await expect(machines.machine(definition, 'x')).rejects.toThrow('Cluster test has no machine x.');
});
