import type { Client, ClientChannel } from 'ssh2';
import type { CommandOptions, CommandResult } from '../../model/command';
import { commandFailed, MachineError } from './machine-error';
import { quote } from './quote';

const QUIET_MS = 60_000;
/** More output than this is a mistake of the command's author. */
const OUTPUT_BYTES = 16 * 1024 * 1024;
/** The exit code of a command that a signal has ended. */
const KILLED = 255;

/** Runs an argument vector on an open connection; rejects with a MachineError, or with the signal's reason. */
export async function execute(
  client: Client,
  machine: string,
  argv: readonly string[],
  { input, quietMs = QUIET_MS, accept = [0], signal }: CommandOptions = {},
): Promise<CommandResult> {
  const command = quote(argv);
  const since = Date.now();
  signal?.throwIfAborted();
  const channel = await open(client, machine, command);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  let bytes = 0;
  let exit: { code: number; note: string } | undefined;

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
      // What hangs does not see its input end; it is told to go before the channel is closed.
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
    channel.on('data', take(out));
    channel.stderr.on('data', take(err));
    channel.on('exit', (code: number | null, name?: string) => {
      exit =
        code === null ? { code: KILLED, note: `killed by SIG${(name ?? '').replace(/^SIG/, '')}` } : { code, note: '' };
    });
    channel.on('error', giveUp);
    channel.on('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (exit !== undefined) resolve(outcome(exit.code, exit.note));
      else
        reject(
          new MachineError(
            'HostUnreachable',
            `${machine}: the connection was lost while \`${command.slice(0, 200)}\` ran.`,
          ),
        );
    });
    channel.end(input ?? '');
  });
  if (accept === 'any' || accept.includes(result.exitCode)) return result;
  throw commandFailed(result);
}

function open(client: Client, machine: string, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    const lost = (cause?: unknown): void =>
      reject(new MachineError('HostUnreachable', `${machine}: the connection was lost.`, undefined, { cause }));
    client.once('close', lost);
    try {
      client.exec(command, (error, channel) => {
        client.off('close', lost);
        if (error === undefined) resolve(channel);
        else lost(error);
      });
    } catch (error) {
      client.off('close', lost);
      lost(error);
    }
  });
}
