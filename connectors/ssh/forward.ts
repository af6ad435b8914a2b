import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { DEFAULT_SSH, type SshAccess } from '../../model/ssh-access';
import { MachineError } from './machine-error';

/** Why a server opens no channel (RFC 4254, 5.1). */
const PROHIBITED = 1;
const CONNECT_FAILED = 2;

interface Way {
  /** The jump host, for people. */
  readonly through: string;
  readonly address: string;
  readonly port: number;
  readonly ssh: SshAccess;
}

/** A stream to an address from a server; rejects with HostPrivileges when it forwards nothing there, else with HostUnreachable. */
export function forward(client: Client, { through, address, port, ssh }: Way): Promise<Duplex> {
  const seconds = ssh.loginTimeoutSeconds ?? DEFAULT_SSH.loginTimeoutSeconds;
  const to = `${address}:${port}`;
  return new Promise((resolve, reject) => {
    const lost = (cause?: unknown): void =>
      fail(new MachineError('HostUnreachable', `The connection to ${through} was lost.`, undefined, { cause }));
    const late = setTimeout(
      () => fail(new MachineError('HostUnreachable', `${through} has not reached ${to} within ${seconds} s.`)),
      seconds * 1000,
    );
    const fail = (error: MachineError): void => {
      clearTimeout(late);
      client.off('close', lost);
      reject(error);
    };
    client.once('close', lost);
    try {
      client.forwardOut('127.0.0.1', 0, address, port, (error, stream) => {
        if (error !== undefined) return fail(refusal(error, through, to));
        clearTimeout(late);
        client.off('close', lost);
        resolve(stream);
      });
    } catch (error) {
      lost(error);
    }
  });
}

function refusal(error: Error & { reason?: number }, through: string, to: string): MachineError {
  if (error.reason === PROHIBITED)
    return new MachineError(
      'HostPrivileges',
      `${through} forwards no connection to ${to}: its sshd_config needs AllowTcpForwarding, and PermitOpen for it.`,
      undefined,
      { cause: error },
    );
  const why = error.reason === CONNECT_FAILED ? `cannot reach ${to}` : `opens no connection to ${to}`;
  return new MachineError('HostUnreachable', `${through} ${why}: ${error.message}.`, undefined, { cause: error });
}
