import { userInfo } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { PHASES, type PhaseName } from '../../model/phases';

/** `a,b` as a list. */
export function names(value: string): readonly string[] {
  return value.split(',').map((name) => name.trim());
}

export function phaseNames(value: string): readonly PhaseName[] {
  const wrong = names(value).filter((name) => !(PHASES as readonly string[]).includes(name));
  if (wrong.length > 0)
    throw new InvalidArgumentError(`unknown phase: ${wrong.join(', ')}; the phases are ${PHASES.join(', ')}.`);
  return names(value) as readonly PhaseName[];
}

export function wholeNumber(value: string): number {
  return atLeast(1, value);
}

export function wholeNumberOrNone(value: string): number {
  return atLeast(0, value);
}

function atLeast(least: number, value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (!Number.isInteger(number) || number < least)
    throw new InvalidArgumentError(`a whole number of at least ${least}.`);
  return number;
}

/** Who gives a command, for the audit. */
export function operator(): string {
  return process.env['SUDO_USER'] ?? userInfo().username;
}

/** Every command can answer in JSON. */
export function withJson(command: Command): Command {
  return command.option('--json', 'answer as one JSON value', false);
}
