import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { JumpHost, SshAccess } from '../../model/ssh-access';
import { connect } from './connect';
import type { ReadCredential } from './credentials';
import { forward } from './forward';
import type { KnownHost } from './known-hosts';

const IDLE_MS = 120_000;

interface OpenJump {
  readonly client: Promise<Client>;
  users: number;
  idle?: NodeJS.Timeout;
}

/** A way's jump hosts, for people. */
export function nameJumps(hops: readonly JumpHost[]): string {
  return hops.map(({ address, port }) => `jump host ${address}:${port}`).join(' and ');
}

/** Connections to jump hosts: one each, shared by all that are behind it, closed when nobody has used it for a while. */
export class JumpHosts {
  private readonly jumps = new Map<string, OpenJump>();

  constructor(
    private readonly readCredential: ReadCredential,
    private readonly readKnown: (file: string) => Promise<readonly KnownHost[]>,
  ) {}

  /** A stream to an address behind the last of these hops; rejects with a MachineError that names the jump host. */
  async open(ssh: SshAccess, hops: readonly JumpHost[], address: string, port: number): Promise<Duplex> {
    const key = JSON.stringify([ssh, hops]);
    const jump = this.jumps.get(key) ?? this.connect(key, ssh, hops);
    clearTimeout(jump.idle);
    jump.users++;
    const leave = (): void => {
      if (--jump.users === 0) jump.idle = setTimeout(() => this.end(key, jump), IDLE_MS).unref();
    };
    try {
      const stream = await forward(await jump.client, { through: nameJumps(hops.slice(-1)), address, port, ssh });
      stream.once('close', leave);
      return stream;
    } catch (error) {
      leave();
      throw error;
    }
  }

  close(): void {
    for (const [key, jump] of this.jumps) this.end(key, jump);
  }

  private connect(key: string, ssh: SshAccess, hops: readonly JumpHost[]): OpenJump {
    const jump: OpenJump = { client: this.logIn(ssh, hops), users: 0 };
    this.jumps.set(key, jump);
    const forget = (): void => {
      if (this.jumps.get(key) === jump) this.jumps.delete(key);
    };
    jump.client.then((client) => client.once('close', forget)).catch(forget);
    return jump;
  }

  private async logIn(ssh: SshAccess, hops: readonly JumpHost[]): Promise<Client> {
    const hop = hops.at(-1) as JumpHost;
    const before = hops.slice(0, -1);
    const { address, port, user } = hop;
    const login = hop.privateKey === undefined ? { ...ssh, user } : hop;
    return connect(
      { where: nameJumps([hop]), address, port, user },
      {
        ssh,
        credential: await this.readCredential(login, ssh.agent),
        known: await this.readKnown(ssh.knownHosts),
        ...(before.length === 0 ? {} : { openWay: () => this.open(ssh, before, address, port) }),
      },
    );
  }

  private end(key: string, jump: OpenJump): void {
    clearTimeout(jump.idle);
    if (this.jumps.get(key) === jump) this.jumps.delete(key);
    jump.client.then((client) => client.end()).catch(() => {});
  }
}
