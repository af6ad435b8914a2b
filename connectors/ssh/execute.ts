import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import type { CommandOptions, CommandResult } from '../../model/remote-command';
import { commandFailed, MachineError } from './machine-error';
import { quote } from './quote';
import type { Sent } from './sudo';

const QUIET_MS = 60_000;
/** More output than this is a mistake of the command's author. */
const OUTPUT_BYTES = 16 * 1024 * 1024;
/** The exit code of a command that a signal has ended. */
const KILLED = 255;
/** How long a command waits for room on the connection, and how often it asks. */
const SESSION_WAIT_MS = 30_000;
const SESSION_RETRY_MS = 50;

/** How commands run on a connection. */
export interface Target {
  readonly machine: string;
  /** For people: the machine, and the way to it where there are jump hosts. */
  readonly where: string;
  /** What is sent for a command. */
  readonly send: (sent: Sent) => Sent;
  /** Looks at an outcome that may be none of the command's own: rejects when the command has not run. */
  readonly judge?: (result: CommandResult) => Promise<void>;
}

/** Runs an argument vector on an open connection; rejects with a MachineError, or with the signal's reason. */
export async function execute(
  client: Client,
  { machine, where, send, judge }: Target,
  argv: readonly string[],
  { input = '', quietMs = QUIET_MS, accept = [0], signal, onOutput }: CommandOptions = {},
): Promise<CommandResult> {
  const command = quote(argv);
  const sent = send({ argv, input });
  const since = Date.now();
  signal?.throwIfAborted();
  const { channel, exit } = await openPatiently(client, where, quote(sent.argv), signal);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  let bytes = 0;

  const outcome = (exitCode: number, note = ''): CommandResult => ({
    machine,
    command,
    exitCode,
    stdout: Buffer.concat(out).toString('utf8'),
    stderr: Buffer.concat(err).toString('utf8') + note,
    durationMs: Date.now() - since,
  });

  const result = await new Promise<CommandResult>((resolve, reject) => {
    const giveUp = (reason: unknown): void => {
      clearTimeout(timer);
      reject(reason);
      // What hangs does not see its input end; it gets a signal before the channel is closed.
      channel.signal('TERM');
      channel.close();
    };
    const quiet = (): void => giveUp(commandFailed(outcome(KILLED), `no output for ${quietMs} ms`));
    let timer = setTimeout(quiet, quietMs);
    const abort = (): void => giveUp(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    const take = (chunks: Buffer[]) => (chunk: Buffer) => {
      clearTimeout(timer);
      bytes += chunk.length;
      if (bytes > OUTPUT_BYTES) giveUp(commandFailed(outcome(KILLED), `more than ${OUTPUT_BYTES} bytes of output`));
      else {
        chunks.push(chunk);
        timer = setTimeout(quiet, quietMs);
      }
    };
    let taken = Promise.resolve();
    const handOn = (piece: Buffer, to: NonNullable<CommandOptions['onOutput']>): void => {
      clearTimeout(timer);
      // What is not taken yet stays with the machine: it must not fill our memory.
      channel.pause();
      taken = to(piece).then(() => {
        timer = setTimeout(quiet, quietMs);
        channel.resume();
      });
      taken.catch(giveUp);
    };
    channel.on('data', onOutput === undefined ? take(out) : (piece: Buffer) => handOn(piece, onOutput));
    channel.stderr.on('data', take(err));
    channel.on('error', giveUp);
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (exit.code !== undefined) resolve(outcome(exit.code, exit.note));
      else
        reject(
          new MachineError(
            'HostUnreachable',
            `${where}: the connection was lost while \`${command.slice(0, 200)}\` ran.`,
          ),
        );
    };
    channel.on('close', () => void taken.then(end, giveUp));
    channel.end(sent.input);
  });
  await judge?.(result);
  if (accept === 'any' || accept.includes(result.exitCode)) return result;
  throw commandFailed(result);
}

/** How the command ended; no code while it runs, or when the connection was lost first. */
interface Exit {
  code?: number;
  note: string;
}

interface Opened {
  readonly channel: ClientChannel;
  readonly exit: Readonly<Exit>;
}

/** The server had no room for one more session: nothing has run. */
function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { reason?: number } };
  return cause?.reason !== undefined;
}

/** sshd counts a session for a moment after its channel was closed: where there is no room, there soon will be. */
async function openPatiently(client: Client, where: string, command: string, signal?: AbortSignal): Promise<Opened> {
  for (const end = Date.now() + SESSION_WAIT_MS; ;) {
    try {
      return await open(client, where, command);
    } catch (error) {
      if (!isRefused(error) || Date.now() > end) throw error;
      await sleep(SESSION_RETRY_MS, undefined, { signal });
    }
  }
}

function open(client: Client, where: string, command: string): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const lost = (cause?: unknown): void =>
      reject(new MachineError('HostUnreachable', `${where}: the connection was lost.`, undefined, { cause }));
    client.once('close', lost);
    try {
      client.exec(command, (error, channel) => {
        client.off('close', lost);
        if (error !== undefined) return lost(error);
        // A short command's exit code can come in the same packet: whoever listens later does not hear of it.
        const exit: Exit = { note: '' };
        channel.on('exit', (code: number | null, name?: string) => {
          exit.code = code ?? KILLED;
          if (code === null) exit.note = `killed by SIG${(name ?? '').replace(/^SIG/, '')}`;
        });
        resolve({ channel, exit });
      });
    } catch (error) {
      client.off('close', lost);
      lost(error);
    }
  });
}
