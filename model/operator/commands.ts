import type { GateName } from '../phases';

/** Operators' commands: signals and updates of the same names and meaning. */
export const COMMANDS = [
  'pause',
  'resume',
  'approve',
  'abort',
  'rollBack',
  'retryHost',
  'skipHost',
  'holdHost',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What a command's sender writes; `by` is for the audit. */
export interface CommandPayload {
  readonly by?: string;
  /** Of `approve`. */
  readonly gate?: GateName;
  /** Of `retryHost`, `skipHost` and `holdHost`. */
  readonly host?: string;
}

export interface Command extends CommandPayload {
  readonly name: CommandName;
}
