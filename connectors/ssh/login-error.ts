import type { SshAccess } from '../../model/ssh-access';
import type { Credential } from './credentials';
import { MachineError, type MachineErrorType } from './machine-error';
import type { Server } from './server';

interface Attempt {
  readonly server: Server;
  readonly ssh: SshAccess;
  readonly credential: Credential;
  readonly seconds: number;
  /** The fingerprint of a key that is not the known one. */
  readonly foreign: string | undefined;
  /** What both sides offered, where they had nothing in common. */
  readonly lists: string;
}

/** What a failed login means, with what to do where the type's own remedy does not say it. */
export function loginError(error: Error & { level?: string }, attempt: Attempt): MachineError {
  const [type, message] = explain(error, attempt);
  return new MachineError(type, message, undefined, { cause: error });
}

function explain(
  { level, message }: Error & { level?: string },
  { server: { where, user }, ssh, credential, seconds, foreign, lists }: Attempt,
): readonly [MachineErrorType, string] {
  if (foreign !== undefined)
    return ['HostKeyMismatch', `${where} shows ${foreign}, which is not its key in ${ssh.knownHosts}.`];
  // Without an algorithm in common the server lacks every key that is known of it.
  if (/no matching host key/i.test(message))
    return ['HostKeyMismatch', `${where} has none of the keys that ${ssh.knownHosts} lists for it.${lists}`];
  const lacking = /no matching (.+)$/i.exec(message)?.[1];
  if (lacking !== undefined) return ['HostAlgorithms', `${where} and we have no ${lacking} in common.${lists}`];
  if (level === 'client-authentication' || level === 'agent' || /too many authentication failures/i.test(message)) {
    const why = level === 'client-authentication' ? '' : ` (${message})`;
    return ['HostAuthentication', `${where} refuses user ${user} with ${credential.name}${why}.`];
  }
  if (level === 'client-timeout')
    return ['HostUnreachable', `${where} does not answer: no login within ${seconds} s (\`ssh.loginTimeoutSeconds\`).`];
  return ['HostUnreachable', `${where} does not answer: ${message || 'no connection'}.`];
}
