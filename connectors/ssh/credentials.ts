import { createHash } from 'node:crypto';
import { createAgent, utils, type AnyAuthMethod, type ParsedKey } from 'ssh2';
import type { SshAccess, SshLogin } from '../../model/ssh-access';
import type { SecretRef } from '../../model/secret';
import { MachineError } from './machine-error';

/** How a login proves who it is. */
export interface Credential {
  readonly method: AnyAuthMethod;
  /** For people: the key's reference, or the agent's socket. */
  readonly name: string;
}

export type ReadSecret = (ref: SecretRef) => Promise<string>;
export type ReadCredential = (login: SshLogin, agent: SshAccess['agent']) => Promise<Credential>;

function refused(message: string, cause?: unknown): MachineError {
  return new MachineError('HostAuthentication', message, undefined, { cause });
}

/** The private key, opened; throws HostAuthentication when it cannot be used. */
function parseKey(text: string, opener: string | undefined, ref: SecretRef, passphrase?: SecretRef): ParsedKey {
  const key = utils.parseKey(text, opener);
  if (key instanceof Error) throw refused(unusable(ref, passphrase, key.message), key);
  // OpenSSH's format could hold several; it never does.
  const [only] = [key].flat();
  if (only === undefined || !only.isPrivateKey()) throw refused(`The key ${ref} cannot be used: it is a public key.`);
  return only;
}

function unusable(ref: SecretRef, passphrase: SecretRef | undefined, why: string): string {
  if (/no passphrase/i.test(why)) return `The key ${ref} is encrypted: name its passphrase by \`passphrase\`.`;
  if (passphrase !== undefined && /passphrase|decrypt|integrity/i.test(why))
    return `The passphrase ${passphrase} does not open the key ${ref}.`;
  return `The key ${ref} cannot be used: ${why}.`;
}

/** Rejects with HostAuthentication unless an agent listens there and has a key. */
async function findAgent(agent: true | string): Promise<string> {
  const socket = agent === true ? process.env['SSH_AUTH_SOCK'] : agent;
  if (socket === undefined || socket === '')
    throw refused('`ssh.agent` is true, but the worker has no SSH_AUTH_SOCK: start it with one, or name the socket.');
  const keys = await new Promise<number>((resolve, reject) => {
    createAgent(socket).getIdentities((error, found) => {
      if (error) reject(refused(`The ssh-agent at ${socket} does not answer: is it running?`, error));
      else resolve(found?.length ?? 0);
    });
  });
  if (keys === 0) throw refused(`The ssh-agent at ${socket} has no key that can be used: add one by ssh-add.`);
  return socket;
}

/** Reads keys and asks agents at each login, as they may have changed; an unchanged key is decrypted once. */
export function createReadCredential(readSecret: ReadSecret): ReadCredential {
  const opened = new Map<string, { readonly digest: string; readonly key: ParsedKey }>();

  async function openKey(ref: SecretRef, passphrase?: SecretRef): Promise<ParsedKey> {
    const text = await readSecret(ref);
    const opener = passphrase === undefined ? undefined : await readSecret(passphrase);
    const digest = createHash('sha256')
      .update(JSON.stringify([text, opener]))
      .digest('hex');
    const known = opened.get(ref);
    if (known?.digest === digest) return known.key;
    const key = parseKey(text, opener, ref, passphrase);
    opened.set(ref, { digest, key });
    return key;
  }

  return async ({ user: username, privateKey, passphrase }, agent) => {
    if (privateKey !== undefined)
      return {
        method: { type: 'publickey', username, key: await openKey(privateKey, passphrase) },
        name: `the key ${privateKey}`,
      };
    const socket = await findAgent(agent ?? true);
    return { method: { type: 'agent', username, agent: socket }, name: `any key of the ssh-agent at ${socket}` };
  };
}
