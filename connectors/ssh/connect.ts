import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { Client, type Algorithms, type ConnectConfig } from 'ssh2';
import { DEFAULT_SSH, type SshAccess } from '../../model/ssh-access';
import { algorithmsFor, checkedKeyTypes } from './algorithms';
import type { Credential } from './credentials';
import { entriesOf, isKnownKey, type KnownHost } from './known-hosts';
import { loginError } from './login-error';
import { MachineError } from './machine-error';
import { listAlgorithms } from './offered-algorithms';
import type { Server } from './server';

/** A machine that is gone is noticed after three of these without an answer. */
const KEEPALIVE_MS = 10_000;

export interface LoginParts {
  readonly ssh: SshAccess;
  readonly credential: Credential;
  readonly known: readonly KnownHost[];
  /** The way there through a jump host, opened anew for each try; without one the worker connects by itself. */
  readonly openWay?: () => Promise<Duplex>;
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
}

/** What is offered to the server; throws HostKeyMismatch when no key is known that could be checked. */
function offerTo(
  { where }: Server,
  { knownHosts, legacyAlgorithms }: SshAccess,
  entries: readonly KnownHost[],
): Algorithms {
  const legacy = legacyAlgorithms ?? DEFAULT_SSH.legacyAlgorithms;
  const types = entries.filter(({ marker }) => marker === '').map(({ keyType }) => keyType);
  const unknown = (why: string): MachineError => new MachineError('HostKeyMismatch', `${where} is unknown: ${why}.`);
  if (types.length === 0) throw unknown(`${knownHosts} has no key of it`);
  const offer = algorithmsFor(entries, legacy);
  if (offer !== undefined) return offer;
  const [has, can] = [[...new Set(types)].join(', '), checkedKeyTypes(legacy).join(', ')];
  throw unknown(`${knownHosts} has only keys of it that cannot be checked (${has}): add one of ${can}`);
}

/** Connects and logs in; rejects with a MachineError. */
export async function connect(server: Server, parts: LoginParts): Promise<Client> {
  const { ssh, known, credential, openWay } = parts;
  const entries = entriesOf(known, server.address, server.port);
  const algorithms = offerTo(server, ssh, entries);
  const seconds = ssh.loginTimeoutSeconds ?? DEFAULT_SSH.loginTimeoutSeconds;
  const way = await openWay?.();
  let foreign: string | undefined;
  const config: ConnectConfig = {
    host: server.address,
    port: server.port,
    username: server.user,
    authHandler: [{ type: 'none', username: server.user }, credential.method],
    readyTimeout: seconds * 1000,
    keepaliveInterval: KEEPALIVE_MS,
    keepaliveCountMax: 3,
    algorithms,
    hostVerifier: (key: Buffer) => {
      if (isKnownKey(entries, key)) return true;
      foreign = fingerprint(key);
      return false;
    },
    ...(way === undefined ? {} : { sock: way }),
  };
  try {
    return await logIn(config);
  } catch (error) {
    const lists = /no matching/i.test((error as Error).message) ? await listAlgorithms(config, openWay) : '';
    throw loginError(error as Error, { server, ssh, credential, seconds, foreign, lists });
  }
}

function logIn(config: ConnectConfig): Promise<Client> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.once('ready', () => {
      client.removeAllListeners('error');
      // A later error is followed by `close`, which is what the owner listens to.
      client.on('error', () => {});
      resolve(client);
    });
    client.once('error', (error) => {
      reject(error);
      client.on('error', () => {});
      client.end();
    });
    client.once('close', () => reject(new Error('the connection was closed')));
    client.connect(config);
  });
}
