import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import type { JsonObject } from '../../model/json';
import { withPython } from '../python';

/** A dnsmasq in the namespace of a network, with all that brings it back. */
export interface DhcpServer extends JsonObject {
  /** `qdhcp-<network id>`. */
  readonly namespace: string;
  readonly argv: readonly string[];
  /** Where its leases and hosts are; null when its arguments do not tell. */
  readonly folder: string | null;
  readonly links: readonly JsonObject[];
  readonly routes: readonly (readonly string[])[];
}

export interface DhcpServers {
  /** All namespaces of DHCP agents, also those in which nothing runs. */
  readonly namespaces: readonly string[];
  readonly servers: readonly DhcpServer[];
}

const PREFIX = 'qdhcp-';
const ROOT = '/var/lib/stackleap';

/** The id of the network that is served in a namespace. */
export function networkOf(namespace: string): string {
  return namespace.slice(PREFIX.length);
}

/** The DHCP servers of a machine; see remote/dhcp/servers.py. Every call may be repeated. */
export class DhcpMachine {
  private constructor(
    private readonly machine: RemoteMachine,
    private readonly program: string,
  ) {}

  /** Copies the program to the machine unless this very version is there. */
  static async install(machine: RemoteMachine): Promise<DhcpMachine> {
    const text = await readFile(join(projectRoot(), 'remote', 'dhcp', 'servers.py'), 'utf8');
    const program = `${ROOT}/dhcp-servers-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.py`;
    if ((await machine.readFile(program)) !== text) await machine.writeFile(program, text);
    return new DhcpMachine(machine, program);
  }

  read(): Promise<DhcpServers> {
    return this.call('read', {});
  }

  /** Ends servers and takes their ports down; leases and all files are kept under a name for `up`. */
  async down(servers: readonly DhcpServer[], name: string): Promise<void> {
    await this.call('down', { servers, keep: this.keep(name) });
  }

  /** Brings back those of the servers that `down` has ended under this name; the others are left alone. */
  async up(servers: readonly DhcpServer[], name: string): Promise<void> {
    await this.call('up', { servers, keep: this.keep(name) });
  }

  /** Removes namespaces with all that is in them, and their ports from the bridge. */
  async remove(namespaces: readonly string[], bridge: string): Promise<void> {
    if (namespaces.length > 0) await this.call('remove', { namespaces, bridge });
  }

  private keep(name: string): string {
    return `${ROOT}/dhcp/${name}`;
  }

  private async call<T>(command: string, input: JsonObject): Promise<T> {
    const argv = ['sh', '-c', withPython('"$1" "$2"'), 'sh', this.program, command];
    const { stdout } = await this.machine.run(argv, { input: JSON.stringify(input) });
    return JSON.parse(stdout) as T;
  }
}
