import type { Client } from 'ssh2';
import type { Host, SshAccess } from '../../model/cluster';
import type { CommandOptions, CommandResult } from '../../model/remote-command';
import { connect } from './connect';
import { execute } from './execute';
import type { KnownHost } from './known-hosts';

/** sshd allows ten sessions on a connection; an operator's own may share it. */
const SESSIONS = 8;
const IDLE_MS = 120_000;

/** One connection to one machine, shared by its commands; opened when it is needed and again after it was lost. */
export class ConnectionPool {
  private connection: Promise<Client> | undefined;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly ssh: SshAccess,
    private readonly credentials: () => Promise<{ readonly key: string; readonly known: readonly KnownHost[] }>,
  ) {}

  async execute(argv: readonly string[], options?: CommandOptions): Promise<CommandResult> {
    await this.enter();
    try {
      return await execute(await this.connect(), this.host.name, argv, options);
    } finally {
      this.leave();
    }
  }

  close(): void {
    clearTimeout(this.idle);
    const connection = this.connection;
    this.connection = undefined;
    connection?.then((client) => client.end()).catch(() => {});
  }

  private connect(): Promise<Client> {
    this.connection ??= this.open();
    return this.connection;
  }

  private open(): Promise<Client> {
    const opened: Promise<Client> = this.credentials().then(({ key, known }) =>
      connect(this.host, this.ssh, key, known),
    );
    const forget = (): void => {
      if (this.connection === opened) this.connection = undefined;
    };
    opened.then((client) => client.once('close', forget)).catch(forget);
    return opened;
  }

  private async enter(): Promise<void> {
    clearTimeout(this.idle);
    // A session that ends hands its place on: the count stays.
    if (this.running < SESSIONS) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next !== undefined) return next();
    this.running--;
    if (this.running > 0) return;
    this.idle = setTimeout(() => this.close(), IDLE_MS);
    this.idle.unref();
  }
}
