import type { SecretRef } from './secret';

/** What a worker logs in with, to a machine or to a jump host. */
export interface SshLogin {
  readonly user: string;
  readonly privateKey?: SecretRef;
  /** Opens the private key. */
  readonly passphrase?: SecretRef;
}

/** A machine that others are reached through. */
export interface JumpHost extends SshLogin {
  readonly address: string;
  readonly port: number;
}

/** How the user of a login becomes the one that commands run as. */
export interface Become {
  readonly method: 'sudo';
  readonly user: string;
  /** The password that sudo asks for; without one it must not ask. */
  readonly password?: SecretRef;
}

/** `ssh` of a definition: how its machines are reached. */
export interface SshAccess extends SshLogin {
  /** An OpenSSH known_hosts file; a host that is not in it, or has another key, is refused. */
  readonly knownHosts: string;
  /** The socket of an ssh-agent that is used instead of a private key; true for the one of SSH_AUTH_SOCK. */
  readonly agent?: true | string;
  readonly become?: Become;
  /** Jump hosts in the order in which they are passed. One without a key of its own takes that of the machines. */
  readonly proxyJump?: readonly JumpHost[];
  /** Also the algorithms that only servers before OpenSSH 6.5 need. */
  readonly legacyAlgorithms?: boolean;
  /** How long a login may take. */
  readonly loginTimeoutSeconds?: number;
  /** The most machines that a worker is connected to at the same time. */
  readonly maxConnections?: number;
}

/** What one machine has of its own; the rest is as for all of them. */
export type OwnAccess = Partial<Pick<SshAccess, 'user' | 'become' | 'proxyJump'>>;

/** What holds where a definition says nothing. */
export const DEFAULT_SSH = { legacyAlgorithms: false, loginTimeoutSeconds: 30, maxConnections: 200 } as const;
