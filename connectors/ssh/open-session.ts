import type { Client } from 'ssh2';
import type { Host } from '../../model/cluster';
import type { CommandResult } from '../../model/remote-command';
import type { Become, SshAccess } from '../../model/ssh-access';
import { connect } from './connect';
import type { Session } from './connection-pool';
import type { ReadCredential, ReadSecret } from './credentials';
import { execute, type Target } from './execute';
import { nameJumps, type JumpHosts } from './jump-hosts';
import type { KnownHost } from './known-hosts';
import { bySudo, sudoProbe } from './sudo';
import { sudoRefusal } from './sudo-refusal';

/** What sudo ends with when it has not run the command. */
const SUDO_FAILED = 1;

export interface SessionParts {
  readonly readSecret: ReadSecret;
  readonly readCredential: ReadCredential;
  readonly readKnown: (file: string) => Promise<readonly KnownHost[]>;
  readonly jumps: JumpHosts;
}

/** Logs in to a machine, by its jump hosts if it has any, and makes sure that sudo works there; rejects with a MachineError. */
export async function openSession(
  { readSecret, readCredential, readKnown, jumps }: SessionParts,
  host: Host,
  ssh: SshAccess,
): Promise<Session> {
  const { name, address, port } = host;
  const { user, become, proxyJump = [] } = ssh;
  const way = proxyJump.length === 0 ? '' : ` through ${nameJumps(proxyJump)}`;
  const client = await connect(
    { where: `${name} (${address}:${port}${way})`, address, port, user },
    {
      ssh,
      credential: await readCredential(ssh, ssh.agent),
      known: await readKnown(ssh.knownHosts),
      ...(proxyJump.length === 0 ? {} : { openWay: () => jumps.open(ssh, proxyJump, address, port) }),
    },
  );
  const target: Target = { machine: name, where: `${name}${way}`, send: (sent) => sent };
  if (become === undefined) return { client, target };
  try {
    const password = become.password === undefined ? undefined : await readSecret(become.password);
    const bySudoThere = await underSudo(client, target, { user, become, password });
    return { client, target: bySudoThere };
  } catch (error) {
    client.end();
    throw error;
  }
}

interface Sudo {
  readonly user: string;
  readonly become: Become;
  readonly password: string | undefined;
}

/** The same machine with every command by sudo; rejects with HostPrivileges when sudo refuses. */
async function underSudo(client: Client, plain: Target, { user, become, password }: Sudo): Promise<Target> {
  const probe = async (): Promise<void> => {
    const { argv, input } = sudoProbe(become, password);
    const result = await execute(client, plain, argv, { input, accept: 'any' });
    if (result.exitCode !== 0) throw sudoRefusal({ machine: plain.machine, user, become }, result);
  };
  await probe();
  return {
    ...plain,
    send: (sent) => bySudo(become, password, sent),
    // Rights can be taken away meanwhile: a command that could not run must not pass for one that said no.
    judge: async ({ exitCode, stderr }: CommandResult) => {
      if (exitCode === SUDO_FAILED && stderr.includes('sudo')) await probe();
    },
  };
}
