import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { RemoteMachine } from '../../../model/remote-command';
import type { Become } from '../../../model/ssh-access';
import { openSite, type Site } from '../../support/openssh/site';
import type { OpenSshServer } from '../../support/openssh/server';

let site: Site;
let server: OpenSshServer;

beforeAll(async () => {
  site = await openSite();
  server = await site.start();
});
afterAll(() => site.close());

function become(rest: Partial<Become> = {}): Become {
  return { method: 'sudo', user: 'root', ...rest };
}

/** One who needs no password, one whose commands get a terminal of sudo's own, and two who have one, of whom one is not asked for it. */
const WAYS = {
  free: () => site.machine(server, { user: 'free', become: become() }),
  piped: () => site.machine(server, { user: 'piped', become: become() }),
  asked: () => site.machine(server, { user: 'asked', become: become({ password: site.password }) }),
  'free, with a password': () => site.machine(server, { become: become({ password: site.password }) }),
} as const;

describe.each(Object.entries(WAYS))('as root by sudo, as user %s', (_, open) => {
  let machine: RemoteMachine;
  beforeAll(async () => {
    machine = await open();
  });

  it('runs commands with their input, output and exit codes', async () => {
    expect((await machine.run(['id', '-un'])).stdout).toBe('root\n');
    expect((await machine.run(['sh', '-c', 'echo "$HOME"'])).stdout).toBe('/root\n');
    expect(await machine.run(['cat'], { input: 'line\nno end' })).toMatchObject({ stdout: 'line\nno end', stderr: '' });
    expect((await machine.run(['cat'])).stdout).toBe('');
    for (const code of [0, 1, 2, 44, 97, 255])
      expect((await machine.run(['sh', '-c', `exit ${code}`], { accept: 'any' })).exitCode).toBe(code);
    expect((await machine.run(['no-such-program'], { accept: 'any' })).exitCode).toBe(127);
    const said = machine.run(['sh', '-c', 'echo so it goes >&2; exit 7']);
    await expect(said).rejects.toThrow(/^compute1: `sh -c .*` ended with exit code 7: so it goes\.$/);
  });

  it('lets a command say that it wants no sudo', async () => {
    const own = machine.run(['sh', '-c', 'echo "sudo: a password is required" >&2; exit 1']);
    await expect(own).rejects.toMatchObject({ name: 'CommandFailed' });
  });

  it('gives every word as it is', async () => {
    const words = fc.array(
      fc
        .oneof(
          fc.constantFrom('--', '-u', 'A=b', '\n', "'", '"', '$0', '\\', '-n', '', '\r\u0004\u0003'),
          fc.string({ unit: 'binary' }),
        )
        .map((word) => word.replaceAll('\0', '')),
      { minLength: 1, maxLength: 12 },
    );
    const given = fc.sample(words, { numRuns: 12, seed: 7 });
    const seen = await Promise.all(given.map((argv) => machine.run(['printf', '%s\\0', ...argv])));
    expect(seen.map(({ stdout }) => stdout.split('\0').slice(0, -1))).toEqual(given);
  });

  it('writes and reads files of its own, big ones, too', async () => {
    const path = join(site.folder, 'files', `nova's ${_}.conf`);
    const content = 'ü = \u0004\u0003\r\n'.repeat(200_000);
    await machine.writeFile(path, content, '0600');
    expect(statSync(path)).toMatchObject({ uid: 0, size: Buffer.byteLength(content) });
    expect(await machine.readFile(path)).toBe(content);
    expect(await machine.readFile(`${path}.not`)).toBeUndefined();
  });

  it('has the password nowhere but in the input', async () => {
    const { stdout } = await machine.run(['sh', '-c', 'ps axww -o args; cat /proc/[0-9]*/environ; cat'], {
      input: 'rest',
    });
    expect(stdout).not.toContain('$HOME');
    expect(stdout).toMatch(/rest$/);
  });
});

it('becomes another user than root', async () => {
  const machine = await site.machine(server, { become: become({ user: 'piped' }) });
  expect((await machine.run(['id', '-un'])).stdout).toBe('piped\n');
});

it.each([
  [
    'asked',
    {},
    /asks for a password, or has no rule for asked: give `ssh.become.password`, or write "asked ALL=\(root\) NOPASSWD: ALL"/,
  ],
  ['asked', { password: 'env:STACKLEAP_TEST_WRONG' }, /refuses the password env:STACKLEAP_TEST_WRONG/],
  ['nobodys', { password: 'file' }, /does not allow nobodys to run commands as root: write "nobodys ALL=\(root\) ALL"/],
  ['limited', { password: 'file' }, /does not allow limited to run commands as root/],
  ['tty', {}, /wants a terminal: write "Defaults:tty !requiretty"/],
  ['free', { user: 'who' }, /knows no user who: correct `ssh.become.user`/],
] as const)(
  'says why sudo refuses %s %j',
  async (user, { password, ...rest }: { password?: string; user?: string }, why) => {
    process.env['STACKLEAP_TEST_WRONG'] = 'wrong';
    const secret = password === 'file' ? site.password : (password as Become['password']);
    const machine = await site.machine(server, {
      user,
      become: become({ ...rest, ...(secret === undefined ? {} : { password: secret }) }),
    });
    const refused = machine.run(['true']);
    await expect(refused).rejects.toMatchObject({ name: 'HostPrivileges' });
    await expect(refused).rejects.toThrow(why);
  },
);

it('says that there is no sudo', async () => {
  const bare = await site.start({ sudo: false });
  const machine = await site.machine(bare, { become: become() });
  await expect(machine.run(['true'])).rejects.toMatchObject({
    name: 'HostPrivileges',
    message: 'compute1 has no sudo for free: install it, or log in as root.',
  });
});

it('does not take a command that may not run any more for one that said no', async () => {
  const machine = await site.machine(server, { user: 'piped', become: become() });
  await machine.run(['true']);
  const root = await site.machine(server, { become: become() });
  await root.run(['sh', '-c', 'echo "piped ALL=(ALL) !ALL" >/etc/sudoers.d/no']);
  await expect(machine.run(['false'], { accept: [0, 1] })).rejects.toMatchObject({ name: 'HostPrivileges' });
  await root.run(['rm', '/etc/sudoers.d/no']);
  expect((await machine.run(['false'], { accept: [0, 1] })).exitCode).toBe(1);
});
