import type { OperatorCommand, CommandName } from '../../model/operator/operator-commands';
import type { CommandState } from '../../model/operator/command-state';
import { DEFAULT_GATES, type Gate, objectionToApproval } from '../../model/gates';

export const NO_COMMANDS: CommandState = {
  paused: false,
  approved: {},
  stop: null,
  retries: 0,
  skipped: [],
  held: [],
  pending: [],
};

/** Which way a run goes. */
export type Mode = 'forward' | 'rolling back' | 'ending';

/** What can be said to a run on its way back: `abort` stops it between two undos. */
const ON_THE_WAY_BACK: readonly CommandName[] = ['pause', 'resume', 'abort'];
const WHY_CHARACTERS = 1_000;

/** Why a command makes no sense; undefined when it does. What comes from an operator's shell has any shape. */
export function objection(
  state: CommandState,
  { name, gate, host, by, why }: OperatorCommand,
  mode: Mode = 'forward',
  gates: readonly Gate[] = DEFAULT_GATES,
): string | undefined {
  if (by !== undefined && typeof by !== 'string') return `${name}: "by" must be a text.`;
  if (why !== undefined && (typeof why !== 'string' || why.length > WHY_CHARACTERS))
    return `${name}: "why" must be a text of at most ${WHY_CHARACTERS} characters.`;
  if (mode === 'ending') return `${name}: the run is ending; its verdict is given.`;
  if (mode === 'rolling back')
    return ON_THE_WAY_BACK.includes(name)
      ? undefined
      : `${name}: the run is rolling back; it hears pause, resume, and abort, which stops it between two undos.`;
  if (state.stop !== null && !['pause', 'resume', 'rollBack'].includes(name))
    return `${name}: the run is stopping already (${state.stop}).`;
  if (name.endsWith('Host') && (typeof host !== 'string' || host === '')) return `${name}: say in "host" which one.`;
  if (name !== 'approve') return undefined;
  if (gate === undefined || !gates.some((one) => one.gate === gate))
    return `approve: unknown gate ${JSON.stringify(gate)}; the gates are ${gates.map((one) => one.gate).join(' and ')}.`;
  if (by === undefined || by === '') return 'approve: say in "by" who approves.';
  const refused = objectionToApproval(gates, gate, by);
  return refused === undefined ? undefined : `approve: ${refused}.`;
}

type Change = (state: CommandState, command: OperatorCommand) => Partial<CommandState>;

const CHANGES: Readonly<Record<CommandName, Change>> = {
  pause: () => ({ paused: true }),
  resume: ({ retries }) => ({ paused: false, retries: retries + 1 }),
  approve: ({ approved }, { gate, by = '' }) => (gate === undefined ? {} : { approved: { ...approved, [gate]: by } }),
  abort: () => ({ stop: 'abort' }),
  rollBack: () => ({ stop: 'rollBack' }),
  retryHost: ({ retries, skipped, held, setAside }, { host = '' }) => ({
    retries: retries + 1,
    skipped: without(skipped, host),
    held: without(held, host),
    ...(setAside && { setAside: setAside.map((one) => (one.host === host ? { ...one, retried: true } : one)) }),
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
