import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RemoteMachine } from '../../../model/remote-command';
import { eventually } from '../eventually';

/** Where an end of a session is: a network namespace on a machine. */
export interface End {
  readonly machine: RemoteMachine;
  readonly namespace: string;
}

/** What became of one pair of sessions: lines exchanged by the busy one, its longest wait for one, and `ok` or the error. */
export interface Held {
  readonly lines: number;
  readonly longestMs: number;
  readonly busy: string;
  readonly idle: string;
}

const PROGRAM = '/run/stackleap-test-session.py';
const PORT = '7007';

/** TCP sessions of the lab's guests, each end a transient unit. */
export class Sessions {
  readonly #units: { readonly machine: RemoteMachine; readonly unit: string }[] = [];
  readonly #clients: { readonly machine: RemoteMachine; readonly unit: string; readonly log: string }[] = [];

  /** Lets an address be connected to. */
  async serve(at: End): Promise<void> {
    await this.begin(at, 'serve', ['serve', PORT]);
  }

  /** Opens a busy session and an idle one. */
  async open(from: End, address: string): Promise<void> {
    const unit = await this.begin(from, `to-${address}`, ['hold', address, PORT]);
    const log = `/run/${unit}.log`;
    await eventually(async () => contains(await read(from.machine, log), /^open/));
    this.#clients.push({ machine: from.machine, unit, log });
  }

  /** Whether a new session is let in. */
  async letsIn({ machine, namespace }: End, address: string): Promise<boolean> {
    await machine.writeFile(PROGRAM, await readFile(join(__dirname, 'session.py'), 'utf8'));
    const argv = ['ip', 'netns', 'exec', namespace, 'python3', PROGRAM, 'try', address, PORT];
    return (await machine.run(argv, { accept: 'any' })).exitCode === 0;
  }

  private async begin({ machine, namespace }: End, what: string, argv: readonly string[]): Promise<string> {
    const unit = `stackleap-test-session-${namespace}-${what}`;
    await machine.writeFile(PROGRAM, await readFile(join(__dirname, 'session.py'), 'utf8'));
    await machine.run(['systemctl', 'reset-failed', `${unit}.service`], { accept: 'any' });
    await machine.run(['rm', '-f', `/run/${unit}.log`]);
    await machine.run([
      ...['systemd-run', '--quiet', '--collect', `--unit=${unit}`, `--property=StandardOutput=file:/run/${unit}.log`],
      ...['ip', 'netns', 'exec', namespace, 'python3', PROGRAM, ...argv],
    ]);
    this.#units.push({ machine, unit });
    return unit;
  }

  /** Ends the sessions and tells what became of them, in the order in which they were opened. */
  async results(): Promise<readonly Held[]> {
    const held: Held[] = [];
    for (const { machine, unit, log } of this.#clients) {
      await machine.run(['systemctl', 'kill', '--signal=TERM', `${unit}.service`]);
      const text = await eventually(
        async () => {
          const said = await read(machine, log);
          contains(said, /}\s*$/);
          return said;
        },
        { timeoutMs: 60_000 },
      );
      held.push(JSON.parse(text.slice(text.indexOf('{'))) as Held);
    }
    return held;
  }

  /** Leaves nothing behind. */
  async close(): Promise<void> {
    for (const { machine, unit } of this.#units) {
      await machine.run(['systemctl', 'stop', `${unit}.service`], { accept: 'any' });
      await machine.run(['rm', '-f', `/run/${unit}.log`, PROGRAM]);
    }
  }
}

function contains(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`no ${pattern} in '${text}'`);
}

async function read(machine: RemoteMachine, path: string): Promise<string> {
  return (await machine.run(['cat', path])).stdout;
}
