import type { ApplicationFailure } from '@temporalio/common';
import { isErrorType, type ErrorType } from '../../model/errors';
import { named } from '../../model/named';
import { failure } from './failure';
import { inParallel } from './in-parallel';

/** Machines that are asked at the same time. */
const MACHINES_AT_ONCE = 20;

export interface Asked<T> {
  /** In the order of the names. */
  readonly answers: readonly T[];
  /** Machines that could not be asked, in the order of the names. */
  readonly unreached: readonly Unreached[];
}

export interface Unreached {
  readonly machine: string;
  readonly error: unknown;
}

/** Asks each of these machines, twenty at a time. One that fails keeps no other from being asked. */
export async function askMachines<T>(
  machines: readonly string[],
  ask: (machine: string) => Promise<T>,
): Promise<Asked<T>> {
  const answers = new Map<string, T>();
  const errors = new Map<string, unknown>();
  await inParallel(machines, MACHINES_AT_ONCE, (machine) =>
    ask(machine).then(
      (answer) => answers.set(machine, answer),
      (error: unknown) => errors.set(machine, error),
    ),
  );
  return {
    answers: machines.filter((machine) => answers.has(machine)).map((machine) => answers.get(machine) as T),
    unreached: machines
      .filter((machine) => errors.has(machine))
      .map((machine) => ({ machine, error: errors.get(machine) })),
  };
}

/** One failure for all that could not be asked, of `asked` machines: of the first one's type, and with what that one said. */
export function unreachedFailure(unreached: readonly Unreached[], asked: number): ApplicationFailure {
  const { type, message } = tellUnreached(unreached, asked);
  return failure(type, message, unreached[0]?.error);
}

/** The same for a list of blockers. */
export function tellUnreached(unreached: readonly Unreached[], asked: number): { type: ErrorType; message: string } {
  const first = unreached[0]?.error;
  const { type = '' } = first as { readonly type?: string };
  const names = named(unreached.map(({ machine }) => machine));
  return {
    type: isErrorType(type) ? type : 'HostUnreachable',
    message: `${unreached.length} of ${asked} machines could not be asked: ${names}. ${reasonOf(first)}`,
  };
}

/** Each that could not be asked with its reason, for people. */
export function eachUnreached(unreached: readonly Unreached[]): string[] {
  return unreached.map(({ machine, error }) => `${machine}: ${reasonOf(error)}`);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
