import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JumpHost } from '../../../model/ssh-access';
import { makeKey, type OpenSshServer } from '../../support/openssh/server';
import { openSite, type Site } from '../../support/openssh/site';
import { eventually } from '../../support/eventually';

let site: Site;
let inside: OpenSshServer;
let gate: OpenSshServer;

beforeAll(async () => {
  site = await openSite();
  [inside, gate] = await Promise.all([site.start(), site.start()]);
});
beforeEach(() => site.disconnect());
afterAll(() => site.close());

function hop(server: OpenSshServer, rest: Partial<JumpHost> = {}): JumpHost {
  return { address: '127.0.0.1', port: server.port, user: 'asked', ...rest };
}

it('is one connection for all hosts behind it', async () => {
  const before = { gate: gate.logins(), inside: inside.logins() };
  const machines = await site.several(inside, 5, { proxyJump: [hop(gate)] });
  const names = await Promise.all(machines.map((machine) => machine.run(['sh', '-c', 'id -un; echo "$SSH_CLIENT"'])));
  expect(names.map(({ stdout }) => stdout.split('\n')[0])).toEqual(Array(5).fill('free'));
  expect([gate.logins() - before.gate, inside.logins() - before.inside]).toEqual([1, 5]);
});

it('may be one of several, each with a key of its own', async () => {
  const second = await site.start();
  const machine = await site.machine(inside, { proxyJump: [hop(gate, { privateKey: site.key }), hop(second)] });
  const big = 'x'.repeat(3_000_000);
  expect((await machine.run(['cat'], { input: big })).stdout).toBe(big);
  const stranger = join(site.folder, 'stranger');
  makeKey(stranger);
  const other = await site.machine(inside, { proxyJump: [hop(gate), hop(second, { privateKey: `file:${stranger}` })] });
  await expect(other.run(['true'])).rejects.toMatchObject({
    name: 'HostAuthentication',
    message: `jump host 127.0.0.1:${second.port} refuses user asked with the key file:${stranger}.`,
  });
});

it('that goes away is named, and used again when it is back', async () => {
  const fleeting = await site.start();
  const machine = await site.machine(inside, { proxyJump: [hop(fleeting)] });
  const started = join(site.folder, 'files', 'started');
  const running = machine.run(['sh', '-c', 'touch "$1"; sleep 60', 'sh', started]);
  running.catch(() => {});
  await eventually(async () => expect((await machine.run(['cat', started])).exitCode).toBe(0), { everyMs: 20 });
  await fleeting.stop();
  await expect(running).rejects.toMatchObject({
    name: 'HostUnreachable',
    message: expect.stringMatching(`^compute1 through jump host 127.0.0.1:${fleeting.port}: the connection was lost`),
  });
  await expect(machine.run(['true'])).rejects.toMatchObject({
    name: 'HostUnreachable',
    message: expect.stringContaining(`jump host 127.0.0.1:${fleeting.port} does not answer`),
  });
  await site.start({ port: fleeting.port });
  await expect(machine.run(['true'])).resolves.toMatchObject({ exitCode: 0 });
  rmSync(started);
});

it('that forwards nothing, or does not reach the host, is told', async () => {
  const closed = await site.start({ config: ['AllowTcpForwarding no'] });
  const machine = await site.machine(inside, { proxyJump: [hop(closed)] });
  await expect(machine.run(['true'])).rejects.toMatchObject({
    name: 'HostPrivileges',
    message: expect.stringContaining(
      `jump host 127.0.0.1:${closed.port} forwards no connection to 127.0.0.1:${inside.port}`,
    ),
  });
  const gone = await site.start();
  await gone.stop();
  const away = await site.machine(gone, { proxyJump: [hop(gate)] });
  await expect(away.run(['true'])).rejects.toMatchObject({
    name: 'HostUnreachable',
    message: expect.stringMatching(`^jump host 127.0.0.1:${gate.port} cannot reach 127.0.0.1:${gone.port}: `),
  });
});

it('has its key checked as any host', async () => {
  const knownHosts = join(site.folder, 'inside_only');
  writeFileSync(knownHosts, inside.knownHost);
  const machine = await site.machine(inside, { knownHosts, proxyJump: [hop(gate)] });
  await expect(machine.run(['true'])).rejects.toMatchObject({
    name: 'HostKeyMismatch',
    message: `jump host 127.0.0.1:${gate.port} is unknown: ${knownHosts} has no key of it.`,
  });
});
