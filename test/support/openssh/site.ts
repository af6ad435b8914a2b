import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMachines, type Machines } from '../../../connectors/ssh/machines';
import { ensurePrerequisites } from '../../../lab/prerequisites/ensure';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import type { SshAccess } from '../../../model/ssh-access';
import type { SecretRef } from '../../../model/secret';
import { resolveSecret } from '../../../config/secrets';
import { temporaryFolder } from '../temporary-folder';
import { makeKey, startOpenSsh, type OpenSshOptions, type OpenSshServer } from './server';
import { PASSWORD, writeUsers } from './users';

/** Real OpenSSH servers of a test, one key that they let in, and our way to them. */
export interface Site {
  readonly folder: string;
  readonly key: SecretRef;
  readonly password: SecretRef;
  start(options?: OpenSshOptions): Promise<OpenSshServer>;
  /** The machine `compute1` on one of the servers, by this access. */
  machine(server: OpenSshServer, ssh?: Partial<SshAccess>): Promise<RemoteMachine>;
  /** Several machines of this name and number that are all the same server. */
  several(server: OpenSshServer, count: number, ssh?: Partial<SshAccess>): Promise<readonly RemoteMachine[]>;
  /** Forgets all connections, so that the next command logs in. */
  disconnect(): void;
  close(): Promise<void>;
}

/** Installs sshd and sudo where they are missing. */
export async function openSite(): Promise<Site> {
  await ensurePrerequisites();
  const folder = temporaryFolder();
  const servers: OpenSshServer[] = [];
  const knownHosts = join(folder, 'known_hosts');
  makeKey(join(folder, 'host_key'));
  writeUsers(folder, makeKey(join(folder, 'key')));
  writeFileSync(join(folder, 'password'), PASSWORD);
  writeFileSync(knownHosts, '');
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'files'));
  chmodSync(join(folder, 'files'), 0o777);
  let machines: Machines = createMachines({ readSecret: resolveSecret });
  const key: SecretRef = `file:${join(folder, 'key')}`;

  const define = (server: OpenSshServer, names: readonly string[], ssh: Partial<SshAccess>): ClusterDefinition => {
    const withKey = ssh.agent === undefined ? { privateKey: key } : {};
    return {
      name: 'test',
      ssh: { user: 'free', knownHosts, ...withKey, ...ssh },
      machines: names.map((name) => ({ name, address: '127.0.0.1', port: server.port })),
    } as unknown as ClusterDefinition;
  };

  return {
    folder,
    key,
    password: `file:${join(folder, 'password')}`,
    start: async (options) => {
      const server = await startOpenSsh(folder, options);
      servers.push(server);
      writeFileSync(knownHosts, `${readFileSync(knownHosts, 'utf8')}${server.knownHost}\n`);
      return server;
    },
    machine: async (server, ssh = {}) => machines.machine(define(server, ['compute1'], ssh), 'compute1'),
    several: async (server, count, ssh = {}) => {
      const names = Array.from({ length: count }, (_, i) => `compute${i + 1}`);
      const definition = define(server, names, ssh);
      return Promise.all(names.map((name) => machines.machine(definition, name)));
    },
    disconnect: () => {
      machines.close();
      machines = createMachines({ readSecret: resolveSecret });
    },
    close: async () => {
      machines.close();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
