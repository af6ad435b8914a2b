import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import type { JsonObject } from '../../model/json';
import { withPython } from '../python';

const ROOT = '/var/lib/stackleap';

/** What one bridge's change was like; null where nothing was seen. */
export interface BridgeChangeFigures {
  readonly bridge: string;
  readonly commits: number;
  /** From sending the change until the monitor saw the flush, in milliseconds. */
  readonly flushSeenMs: number | null;
  /** From the flush until flows were there again, as the monitor saw it, in milliseconds. */
  readonly gapMs: number | null;
  /** Whether the machine let the switch's first thread go before all others meanwhile; null where there were no flows to carry. */
  readonly firstThreadFirst: boolean | null;
}

const RUN = withPython('"$1/main.py" "$2"');

/** The program that does on a hypervisor what cannot wait for the network; see remote/host-helper/README.md. */
export class HostHelper {
  private constructor(
    private readonly machine: RemoteMachine,
    private readonly folder: string,
  ) {}

  /** Copies the program to the machine unless this very version is there. */
  static async install(machine: RemoteMachine): Promise<HostHelper> {
    const source = join(projectRoot(), 'remote', 'host-helper');
    const names = (await readdir(source)).filter((name) => name.endsWith('.py')).sort();
    const files = await Promise.all(
      names.map(async (name) => ({ name, text: await readFile(join(source, name), 'utf8') })),
    );
    const hash = createHash('sha256');
    for (const { name, text } of files) hash.update(`${name}\0${text}\0`);
    const folder = `${ROOT}/host-helper-${hash.digest('hex').slice(0, 12)}`;
    const { exitCode } = await machine.run(['test', '-e', `${folder}/complete`], { accept: [0, 1] });
    if (exitCode === 1) {
      for (const { name, text } of files) await machine.writeFile(`${folder}/${name}`, text);
      await machine.writeFile(`${folder}/complete`, '');
    }
    return new HostHelper(machine, folder);
  }

  /** Puts flows into bridges, each bridge's by one atomic bundle; returns how many are there with the cookie. */
  seed(bridges: Readonly<Record<string, readonly string[]>>, cookie: string): Promise<Record<string, number>> {
    return this.call('seed', { bridges, cookie });
  }

  count(bridges: readonly string[], cookie: string): Promise<Record<string, number>> {
    return this.call('count', { bridges, cookie });
  }

  /** Deletes the flows with the cookie. */
  clear(bridges: readonly string[], cookie: string): Promise<Record<string, number>> {
    return this.call('clear', { bridges, cookie });
  }

  /** Gives bridges their controller and fail mode, one after the other, without leaving them without these flows. */
  async change(changes: readonly HelperChange[]): Promise<readonly BridgeChangeFigures[]> {
    const { changed } = await this.call<{ changed: BridgeChangeFigures[] }>('change', changeInput(changes));
    return changed;
  }

  /** The same as a command that needs nothing of us any more: it prints `{"changed": […]}`. */
  async changeCommand(changes: readonly HelperChange[]): Promise<readonly string[]> {
    const text = JSON.stringify(changeInput(changes));
    const input = `${this.folder}/change-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`;
    await this.machine.writeFile(input, text);
    return ['sh', '-c', `exec <"$3"; ${RUN}`, 'sh', this.folder, 'change', input];
  }

  /** Leaves exactly these flows; flows that stay are not touched. */
  async replace(flows: Readonly<Record<string, readonly string[]>>): Promise<void> {
    await this.call('replace', { flows });
  }

  /** Writes flows that are there once more, as a switch has them that speaks OpenFlow 1.0 only. */
  async rewrite(flows: Readonly<Record<string, readonly string[]>>): Promise<void> {
    await this.call('rewrite', { flows });
  }

  private async call<T>(command: string, input: JsonObject): Promise<T> {
    const { stdout } = await this.machine.run(['sh', '-c', RUN, 'sh', this.folder, command], {
      input: JSON.stringify(input),
    });
    return JSON.parse(stdout) as T;
  }
}

function changeInput(changes: readonly HelperChange[]): JsonObject {
  return {
    changes: changes.map(({ bridge, flows, controller, failMode }) => ({ bridge, flows, controller, failMode })),
  };
}

export interface HelperChange {
  readonly bridge: string;
  /** The flows that carry the traffic over the flush. */
  readonly flows: readonly string[];
  /** null takes the controller away. */
  readonly controller: string | null;
  readonly failMode: string;
}
