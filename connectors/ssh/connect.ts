import { createHash } from 'node:crypto';
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2';
import type { Host, SshAccess } from '../../model/cluster';
import { entriesOf, isKnownKey, type KnownHost } from './known-hosts';
import { MachineError, type MachineErrorType } from './machine-error';

const READY_TIMEOUT_MS = 15_000;
/** A machine that is gone is noticed after three of these without an answer. */
const KEEPALIVE_MS = 10_000;

/** What a key type of known_hosts is called when the connection is negotiated. */
const RSA: readonly ServerHostKeyAlgorithm[] = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];

/** Only algorithms of keys that are known: the server would else prove itself by one that we cannot compare. */
function algorithmsOf(entries: readonly KnownHost[]): ServerHostKeyAlgorithm[] {
  const types = entries.filter(({ marker }) => marker === '').map(({ keyType }) => keyType);
  return [...new Set(types.flatMap((type) => (type === 'ssh-rsa' ? RSA : [type as ServerHostKeyAlgorithm])))];
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
}

/** Connects and logs in; rejects with a MachineError. */
export async function connect(
  host: Host,
  ssh: SshAccess,
  privateKey: string,
  known: readonly KnownHost[],
): Promise<Client> {
  const where = `${host.name} (${host.address}:${host.port})`;
  const entries = entriesOf(known, host.address, host.port);
  if (!entries.some(({ marker }) => marker === ''))
    throw new MachineError('HostKeyMismatch', `${where} is unknown: ${ssh.knownHosts} has no key of it.`);
  const client = new Client();
  let foreign: string | undefined;
  const config: ConnectConfig = {
    host: host.address,
    port: host.port,
    username: ssh.user,
    privateKey,
    readyTimeout: READY_TIMEOUT_MS,
    keepaliveInterval: KEEPALIVE_MS,
    keepaliveCountMax: 3,
    algorithms: { serverHostKey: algorithmsOf(entries) },
    hostVerifier: (key: Buffer) => {
      if (isKnownKey(entries, key)) return true;
      foreign = fingerprint(key);
      return false;
    },
  };
  const failed = (error: Error & { level?: string }): MachineError => {
    if (foreign !== undefined)
      return new MachineError(
        'HostKeyMismatch',
        `${where} shows ${foreign}, which is not its key in ${ssh.knownHosts}.`,
      );
    // Without an algorithm in common the server lacks every key that is known of it.
    if (/no matching host key/i.test(error.message))
      return new MachineError('HostKeyMismatch', `${where} has none of the keys that ${ssh.knownHosts} lists for it.`);
    const type: MachineErrorType = error.level === 'client-authentication' ? 'HostAuthentication' : 'HostUnreachable';
    const message =
      type === 'HostAuthentication'
        ? `${where} refuses user ${ssh.user} with the key ${ssh.privateKey}.`
        : `${where} does not answer: ${error.message || 'no connection'}.`;
    return new MachineError(type, message, undefined, { cause: error });
  };
  return new Promise((resolve, reject) => {
    client.once('ready', () => {
      client.removeAllListeners('error');
      // A later error is followed by `close`, which is what the owner listens to.
      client.on('error', () => {});
      resolve(client);
    });
    client.once('error', (error) => {
      reject(failed(error));
      client.on('error', () => {});
      client.end();
    });
    client.once('close', () => reject(failed(new Error('the connection was closed'))));
    try {
      client.connect(config);
    } catch (error) {
      reject(
        new MachineError('HostAuthentication', `The key ${ssh.privateKey} for ${where} cannot be used.`, undefined, {
          cause: error,
        }),
      );
    }
  });
}
