import type { OperatorCommand, CommandName } from '../../model/operator/operator-commands';
import type { CommandState } from '../../model/operator/command-state';
import { GATES } from '../../model/phases';

export const NO_COMMANDS: CommandState = {
  paused: false,
  approved: {},
  stop: null,
  retries: 0,
  skipped: [],
  held: [],
  pending: [],
};

/** Why a command makes no sense; undefined when it does. What comes from an operator's shell has any shape. */
export function objection(state: CommandState, { name, gate, host, by }: OperatorCommand): string | undefined {
  if (by !== undefined && typeof by !== 'string') return `${name}: "by" must be a text.`;
  if (state.stop !== null && !['pause', 'resume', 'rollBack'].includes(name))
    return `${name}: the run is stopping already (${state.stop}).`;
  if (name.endsWith('Host') && (typeof host !== 'string' || host === '')) return `${name}: say in "host" which one.`;
  if (name !== 'approve') return undefined;
  if (gate === undefined || !(GATES as readonly unknown[]).includes(gate))
    return `approve: unknown gate ${JSON.stringify(gate)}; the gates are ${GATES.join(' and ')}.`;
  return by === undefined || by === '' ? 'approve: say in "by" who approves.' : undefined;
}

type Change = (state: CommandState, command: OperatorCommand) => Partial<CommandState>;

const CHANGES: Readonly<Record<CommandName, Change>> = {
  pause: () => ({ paused: true }),
  resume: ({ retries }) => ({ paused: false, retries: retries + 1 }),
  approve: ({ approved }, { gate, by = '' }) => (gate === undefined ? {} : { approved: { ...approved, [gate]: by } }),
  abort: () => ({ stop: 'abort' }),
  rollBack: () => ({ stop: 'rollBack' }),
  retryHost: ({ retries, skipped, held }, { host = '' }) => ({
    retries: retries + 1,
    skipped: without(skipped, host),
    held: without(held, host),
  }),
  // A skipped host must not keep its track waiting.
  skipHost: ({ skipped, held }, { host = '' }) => ({
    skipped: [...without(skipped, host), host],
    held: without(held, host),
  }),
  holdHost: ({ skipped, held }, { host = '' }) => ({
    skipped: without(skipped, host),
    held: [...without(held, host), host],
  }),
};

/** The state after a command that `objection` has let through. */
export function applyCommand(state: CommandState, command: OperatorCommand): CommandState {
  return { ...state, ...CHANGES[command.name](state, command), pending: [...state.pending, command] };
}

function without(hosts: readonly string[], host: string): readonly string[] {
  return hosts.filter((name) => name !== host);
}
