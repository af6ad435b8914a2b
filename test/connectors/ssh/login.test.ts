import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SshAccess } from '../../../model/ssh-access';
import { eventually } from '../../support/eventually';
import { makeKey, type OpenSshServer } from '../../support/openssh/server';
import { openSite, type Site } from '../../support/openssh/site';
import { PASSWORD } from '../../support/openssh/users';

let site: Site;
let server: OpenSshServer;
let agent: ChildProcess;
let socket: string;

beforeAll(async () => {
  site = await openSite();
  server = await site.start();
  socket = join(site.folder, 'agent');
  agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  await eventually(() => statSync(socket), { everyMs: 20 });
});
afterAll(async () => {
  agent.kill();
  await site.close();
});

async function logIn(ssh: Partial<SshAccess>, to = server): Promise<string> {
  const machine = await site.machine(to, ssh);
  return (await machine.run(['id', '-un'])).stdout;
}

/** The site's key again, encrypted. */
function encrypted(name: string, format: readonly string[] = []): `file:${string}` {
  const path = join(site.folder, name);
  writeFileSync(path, readFileSync(join(site.folder, format.length === 0 ? 'key' : 'rsa')), { mode: 0o600 });
  execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', PASSWORD, ...format, '-f', path]);
  return `file:${path}`;
}

describe('a private key', () => {
  it('is opened by its passphrase', async () => {
    await expect(logIn({ privateKey: encrypted('locked'), passphrase: site.password })).resolves.toBe('free\n');
  });

  it('says what is wrong with it', async () => {
    process.env['STACKLEAP_TEST_WRONG'] = 'wrong';
    makeKey(join(site.folder, 'rsa'), '', 'rsa');
    const [locked, old] = [encrypted('locked2'), encrypted('old', ['-m', 'PEM'])];
    for (const key of [locked, old]) {
      await expect(logIn({ privateKey: key, passphrase: 'env:STACKLEAP_TEST_WRONG' })).rejects.toMatchObject({
        name: 'HostAuthentication',
        message: `The passphrase env:STACKLEAP_TEST_WRONG does not open the key ${key}.`,
      });
      await expect(logIn({ privateKey: key })).rejects.toMatchObject({
        name: 'HostAuthentication',
        message: `The key ${key} is encrypted: name its passphrase by \`passphrase\`.`,
      });
    }
    await expect(logIn({ privateKey: `${site.key}.pub` })).rejects.toThrow('it is a public key');
    await expect(logIn({ privateKey: site.password })).rejects.toMatchObject({ name: 'HostAuthentication' });
    const stranger = join(site.folder, 'stranger');
    makeKey(stranger);
    await expect(logIn({ privateKey: `file:${stranger}` })).rejects.toMatchObject({
      name: 'HostAuthentication',
      message: `compute1 (127.0.0.1:${server.port}) refuses user free with the key file:${stranger}.`,
    });
  });
});

describe('an agent', () => {
  it('is said to be away, or to have no key', async () => {
    await expect(logIn({ agent: `${socket}.not` })).rejects.toThrow(`The ssh-agent at ${socket}.not does not answer`);
    await expect(logIn({ agent: socket })).rejects.toMatchObject({
      name: 'HostAuthentication',
      message: `The ssh-agent at ${socket} has no key that can be used: add one by ssh-add.`,
    });
    delete process.env['SSH_AUTH_SOCK'];
    await expect(logIn({ agent: true })).rejects.toThrow('the worker has no SSH_AUTH_SOCK');
  });

  it('logs in with any of its keys', async () => {
    const add = (key: string): unknown => execFileSync('ssh-add', ['-q', key], { env: { SSH_AUTH_SOCK: socket } });
    makeKey(join(site.folder, 'other'));
    add(join(site.folder, 'other'));
    await expect(logIn({ agent: socket })).rejects.toThrow(
      `refuses user free with any key of the ssh-agent at ${socket}`,
    );
    add(join(site.folder, 'key'));
    await expect(logIn({ agent: socket })).resolves.toBe('free\n');
    process.env['SSH_AUTH_SOCK'] = socket;
    await expect(logIn({ agent: true })).resolves.toBe('free\n');
  });
});

describe('a server', () => {
  it('with old algorithms is reached when that is asked for, and else said to be so with both lists', async () => {
    const config = ['KexAlgorithms diffie-hellman-group14-sha1', 'Ciphers aes128-cbc'];
    const old = await site.start({ config });
    await expect(logIn({ legacyAlgorithms: true }, old)).resolves.toBe('free\n');
    const refused = logIn({}, old);
    await expect(refused).rejects.toMatchObject({ name: 'HostAlgorithms' });
    await expect(refused).rejects.toThrow(
      /we have no key exchange algorithm in common\. It has diffie-hellman-group14-sha1.*; we have curve25519-sha256/,
    );
    await expect(logIn({}, await site.start({ config: ['Ciphers aes128-cbc'] }))).rejects.toThrow(
      /no C->S cipher in common\. It has aes128-cbc; we have .*aes256-gcm/,
    );
  });

  it('of which only keys are known that cannot be checked is unknown', async () => {
    const knownHosts = join(site.folder, 'sk_only');
    const entry = (types: readonly string[]): void =>
      writeFileSync(knownHosts, types.map((type) => `[127.0.0.1]:${server.port} ${type} AAAA\n`).join(''));
    entry(['sk-ssh-ed25519@openssh.com', 'ssh-dss']);
    await expect(logIn({ knownHosts })).rejects.toMatchObject({
      name: 'HostKeyMismatch',
      message: expect.stringMatching(
        /only keys of it that cannot be checked \(sk-.*, ssh-dss\): add one of ssh-ed25519/,
      ),
    });
    writeFileSync(knownHosts, `${readFileSync(knownHosts, 'utf8')}${server.knownHost}\n`);
    await expect(logIn({ knownHosts })).resolves.toBe('free\n');
    site.disconnect();
    entry(['ecdsa-sha2-nistp256']);
    await expect(logIn({ knownHosts })).rejects.toThrow(
      /has none of the keys that .* lists for it\. It has ssh-ed25519; we have ecdsa-sha2-nistp256/,
    );
  });

  it('that lets nobody in for too long is unreachable', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const known = join(site.folder, 'mute');
    writeFileSync(known, server.knownHost.replace(String(server.port), String(port)));
    const waiting = logIn({ knownHosts: known, loginTimeoutSeconds: 1 }, { ...server, port });
    await expect(waiting).rejects.toMatchObject({
      name: 'HostUnreachable',
      message: expect.stringContaining('no login within 1 s (`ssh.loginTimeoutSeconds`)'),
    });
    mute.close();
  });
});
