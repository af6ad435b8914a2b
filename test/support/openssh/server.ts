import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root';
import { eventually } from '../eventually';

/** Everything in the namespaces ends with the tests, however they end. */
const ALONE = ['setpriv', '--pdeathsig=KILL', 'unshare', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];

export interface OpenSshServer {
  readonly port: number;
  /** A line for known_hosts. */
  readonly knownHost: string;
  /** How many connections it has taken since it was started. */
  logins(): number;
  /** Ends it and every connection. */
  stop(): Promise<void>;
}

export interface OpenSshOptions {
  /** Lines of sshd_config. */
  readonly config?: readonly string[];
  readonly sudo?: boolean;
  readonly port?: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Makes a key pair in a folder, and gives the public key. */
export function makeKey(path: string, passphrase = '', type = 'ed25519'): string {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', path]);
  return readFileSync(`${path}.pub`, 'utf8');
}

/** A real sshd on a loopback port, with the users of the folder (`writeUsers`) and the host key `host_key` in it. */
export async function startOpenSsh(folder: string, options: OpenSshOptions = {}): Promise<OpenSshServer> {
  const { config = [], sudo = true, port = await freePort() } = options;
  const settings = [
    ...config,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host_key')}`,
    'PidFile none',
    'StrictModes no',
    'PasswordAuthentication no',
    'MaxStartups 100',
    'LogLevel VERBOSE',
  ].flatMap((line) => ['-o', line]);
  const script = join(projectRoot(), 'test/support/openssh/root.sh');
  const [command = '', ...argv] = [
    ...[...ALONE, 'sh', script, folder, sudo ? 'sudo' : 'no-sudo'],
    ...['/usr/sbin/sshd', '-D', '-e', '-f', '/dev/null', ...settings],
  ];
  const child = spawn(command, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = once(child, 'close');
  await eventually(
    async () => {
      if (child.exitCode !== null) throw new Error(`sshd has ended: ${log}`);
      if (!log.includes('Server listening')) throw new Error(`sshd does not listen: ${log}`);
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
    },
    { everyMs: 20 },
  );
  const [type, key] = readFileSync(join(folder, 'host_key.pub'), 'utf8').split(' ');
  return {
    port,
    knownHost: `[127.0.0.1]:${port} ${type} ${key}`,
    logins: () => log.split('Accepted publickey').length - 1,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
