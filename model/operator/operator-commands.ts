import type { GateName } from '../gates';

/** Operators' commands: signals and updates of the same names and meaning. */
export const OPERATOR_COMMANDS = [
  'pause',
  'resume',
  'approve',
  'abort',
  'rollBack',
  'retryHost',
  'skipHost',
  'holdHost',
] as const;
export type CommandName = (typeof OPERATOR_COMMANDS)[number];

/** What a command's sender writes; `by` and `why` are for the audit. */
export interface CommandPayload {
  readonly by?: string;
  readonly why?: string;
  /** Of `approve`. */
  readonly gate?: GateName;
  /** Of `retryHost`, `skipHost` and `holdHost`. */
  readonly host?: string;
}

export interface OperatorCommand extends CommandPayload {
  readonly name: CommandName;
}
