import type { CommandResult, RemoteMachine } from '../model/remote-command';

/** A command that runs a program: what comes before it (`docker exec nova_api`), the program, and its options. */
export interface ProgramCommand {
  readonly before: readonly string[];
  readonly program: string;
  readonly options: readonly string[];
}

/** Undefined when no word of the command is the program of this name, with or without its folder. */
export function splitCommand(command: readonly string[], name: string): ProgramCommand | undefined {
  const at = command.findIndex((word) => word === name || word.endsWith(`/${name}`));
  const program = command[at];
  return program === undefined ? undefined : { before: command.slice(0, at), program, options: command.slice(at + 1) };
}

/** Whether a program can be started where the command starts it; a container that does not run is an answer, too. */
export function findProgram(
  machine: RemoteMachine,
  before: readonly string[],
  program: string,
): Promise<CommandResult> {
  return machine.run([...before, 'sh', '-c', 'command -v -- "$1"', 'sh', program], { accept: 'any' });
}
