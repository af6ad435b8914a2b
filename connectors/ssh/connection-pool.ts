import type { Client } from 'ssh2';
import type { CommandOptions, CommandResult } from '../../model/remote-command';
import type { ConnectionHolder, ConnectionLimit } from './connection-limit';
import { execute, type Target } from './execute';
import { orAborted } from './or-aborted';

/** sshd allows ten sessions on a connection; an operator's own may share it. */
const SESSIONS = 8;
const IDLE_MS = 120_000;
/** When a place is free again after a connection was ended that never says that it has. */
const END_MS = 1_000;

/** A connection that is logged in, and how commands run on it. */
export interface Session {
  readonly client: Client;
  readonly target: Target;
}

export interface PoolParts {
  readonly open: () => Promise<Session>;
  readonly limit: ConnectionLimit;
  readonly maxConnections: number;
}

/** One connection to one machine, shared by its commands; opened when it is needed and again after it was lost. */
export class ConnectionPool {
  private session: Promise<Session> | undefined;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private idle: NodeJS.Timeout | undefined;
  private idleSince: number | undefined;
  private place: ConnectionHolder | undefined;

  constructor(private readonly parts: PoolParts) {}

  async execute(argv: readonly string[], options?: CommandOptions): Promise<CommandResult> {
    await this.enter();
    try {
      const { client, target } = await orAborted(this.connect(), options?.signal);
      return await execute(client, target, argv, options);
    } finally {
      this.leave();
    }
  }

  close(): void {
    clearTimeout(this.idle);
    const { session, place } = this;
    this.session = this.place = undefined;
    if (place !== undefined) setTimeout(() => this.parts.limit.give(place), END_MS).unref();
    session?.then(({ client }) => client.end()).catch(() => {});
  }

  private connect(): Promise<Session> {
    this.session ??= this.open();
    return this.session;
  }

  private open(): Promise<Session> {
    const { limit, maxConnections } = this.parts;
    const place: ConnectionHolder = {
      idleSince: () => (this.place === place ? this.idleSince : undefined),
      close: () => this.close(),
    };
    const forget = (): void => {
      limit.give(place);
      if (this.place === place) this.session = this.place = undefined;
    };
    this.place = place;
    const opened = limit.take(place, maxConnections).then(() => this.parts.open());
    opened.then(({ client }) => client.once('close', forget)).catch(forget);
    return opened;
  }

  private async enter(): Promise<void> {
    clearTimeout(this.idle);
    this.idleSince = undefined;
    // A session that ends hands its place on: the count stays.
    if (this.running < SESSIONS) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next !== undefined) return next();
    this.running--;
    if (this.running > 0) return;
    this.idleSince = performance.now();
    this.idle = setTimeout(() => this.close(), IDLE_MS);
    this.idle.unref();
    this.parts.limit.makeRoom();
  }
}
