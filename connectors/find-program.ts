import type { CommandResult, RemoteMachine } from '../model/remote-command';

/** Whether a program can be started where the command starts it; a container that does not run is an answer, too. */
export function findProgram(
  machine: RemoteMachine,
  before: readonly string[],
  program: string,
): Promise<CommandResult> {
  return machine.run([...before, 'sh', '-c', 'command -v -- "$1"', 'sh', program], { accept: 'any' });
}
