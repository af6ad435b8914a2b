import type { CommandResult } from '../../model/remote-command';

export type MachineErrorType =
  | 'HostUnreachable'
  | 'HostKeyMismatch'
  | 'HostAuthentication'
  | 'HostPrivileges'
  | 'HostAlgorithms'
  | 'CommandFailed'
  | 'InvalidDefinition'
  | 'SecretMissing';

/** A machine could not be reached, or a command on it failed. `name` is a type of the error table, as Temporal wants it. */
export class MachineError extends Error {
  override readonly name: MachineErrorType;

  constructor(
    type: MachineErrorType,
    message: string,
    /** Of CommandFailed: the command's outcome. */
    readonly result?: CommandResult,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = type;
  }

  get type(): MachineErrorType {
    return this.name;
  }
}

/** The end of an output: what an operator reads first. */
const TAIL = 800;
const COMMAND = 400;

/** The last `limit` characters, with a mark when something was cut off. */
export function tail(text: string, limit = TAIL): string {
  const trimmed = text.trim();
  return trimmed.length <= limit ? trimmed : `…${trimmed.slice(-limit)}`;
}

/** A command that ended as it should not have; `why` replaces the exit code when there is none. */
export function commandFailed(result: CommandResult, why = `exit code ${result.exitCode}`): MachineError {
  const command = result.command.length > COMMAND ? `${result.command.slice(0, COMMAND)}…` : result.command;
  const said = tail(result.stderr) || tail(result.stdout) || 'no output';
  return new MachineError('CommandFailed', `${result.machine}: \`${command}\` ended with ${why}: ${said}.`, result);
}
