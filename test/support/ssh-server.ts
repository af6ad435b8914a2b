import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { Server, utils } from 'ssh2';

export interface SshServer {
  readonly port: number;
  /** A line for known_hosts. */
  readonly knownHost: string;
  /** The private key that it lets in. */
  readonly clientKey: string;
  /** How many connections were made. */
  connections(): number;
  /** Cuts every connection, as a machine that loses its power does. */
  cut(): void;
  close(): Promise<void>;
}

function rsaKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey;
}

function publicKey(key: string): Buffer {
  const parsed = utils.parseKey(key);
  if (parsed instanceof Error) throw parsed;
  return parsed.getPublicSSH();
}

/** sshd ends what a session has begun with everything under it. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // it has ended by itself
  }
}

/** An SSH server on this machine that really runs what it is sent, as the test's own user. */
export async function startSshServer(): Promise<SshServer> {
  const hostKey = rsaKey();
  const clientKey = rsaKey();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = new Server({ hostKeys: [hostKey] }, (client) => {
    connections++;
    client.on('error', () => {});
    client.on('authentication', (context) => {
      const right = context.method === 'publickey' && context.key.data.equals(publicKey(clientKey));
      if (right) context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        const channel = acceptExec();
        const child = spawn('sh', ['-c', command], { detached: true });
        channel.pipe(child.stdin);
        child.stdin.on('error', () => {});
        child.stdout.pipe(channel, { end: false });
        child.stderr.pipe(channel.stderr, { end: false });
        channel.on('close', () => killGroup(child.pid));
        child.on('close', (code) => {
          channel.exit(code ?? 255);
          channel.end();
        });
      });
    });
  });
  // Its type says Server of net, but the sockets are known only there.
  (server as unknown as { _srv: { on(event: 'connection', listener: (socket: Socket) => void): void } })._srv.on(
    'connection',
    (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    knownHost: `[127.0.0.1]:${port} ssh-rsa ${publicKey(hostKey).toString('base64')}`,
    clientKey,
    connections: () => connections,
    cut,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
