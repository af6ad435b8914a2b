import {
  ApplicationFailure,
  condition,
  defineSignal,
  defineUpdate,
  log,
  patched,
  setHandler,
} from '@temporalio/workflow';
import type { ChildWorkflowHandle, Workflow } from '@temporalio/workflow';
import type { OperatorCommand, CommandName, CommandPayload } from '../../model/operator/operator-commands';
import { OPERATOR_COMMANDS } from '../../model/operator/operator-commands';
import type { CommandState } from '../../model/operator/command-state';
import { ANY_GATE, type Gate } from '../../model/gates';
import type { SetAside } from '../../model/failure-budget/set-aside';
import type { PhaseName } from '../../model/phases';
import { applyCommand, type Mode, NO_COMMANDS, objection } from './apply-command';

type Child = Pick<ChildWorkflowHandle<Workflow>, 'signal'>;

/** Why a command cannot be about this host; undefined when it can. */
export type HostCheck = (host: string) => Promise<string | undefined>;

/** Receives operators' commands by signal and by update, and passes them on to running children. */
export class CommandHandler {
  readonly #children = new Set<Child>();
  readonly #received: OperatorCommand[] = [];
  /** Which way the run goes: what a command can mean depends on it. */
  mode: Mode = 'forward';
  /** Gates of the run, with the people who may open them. */
  gates: readonly Gate[] = ANY_GATE;

  #checkHost: HostCheck | undefined;

  /** `checksHosts`: commands about hosts wait until `checkHostsBy` says how they are checked. */
  constructor(
    public state: CommandState = NO_COMMANDS,
    private readonly checksHosts = false,
  ) {
    for (const name of OPERATOR_COMMANDS) this.#listen(name);
  }

  #listen(name: CommandName): void {
    const command = (payload: CommandPayload | undefined): OperatorCommand => commandOf(name, payload);
    setHandler(defineSignal<[CommandPayload]>(name), async (payload) => {
      const refused =
        objection(this.state, command(payload), this.mode, this.gates) ?? (await this.#unknownHost(command(payload)));
      // A signal has no answer: nonsense is logged, and nothing else happens.
      if (refused === undefined) await this.#accept(command(payload));
      else log.warn(refused);
    });
    setHandler(
      defineUpdate<CommandState, [CommandPayload]>(name),
      async (payload) => {
        const refused = await this.#unknownHost(command(payload));
        if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused, 'InvalidCommand');
        await this.#accept(command(payload));
        return this.state;
      },
      {
        validator: (payload) => {
          const refused = objection(this.state, command(payload), this.mode, this.gates);
          if (refused !== undefined) throw ApplicationFailure.nonRetryable(refused, 'InvalidCommand');
        },
      },
    );
  }

  checkHostsBy(check: HostCheck): void {
    this.#checkHost = check;
  }

  async #unknownHost({ name, host }: OperatorCommand): Promise<string | undefined> {
    // Histories of earlier versions took every name.
    if (!this.checksHosts || host === undefined || !name.endsWith('Host') || !patched('commands-name-hosts'))
      return undefined;
    await condition(() => this.#checkHost !== undefined);
    const refused = await this.#checkHost?.(host);
    return refused === undefined ? undefined : `${name}: ${refused}`;
  }

  async #accept(command: OperatorCommand): Promise<void> {
    this.state = applyCommand(this.state, command);
    this.#received.push(command);
    await Promise.all([...this.#children].map((child) => send(child, command)));
  }

  /**
   * Starts a child that gets every command from now on, those included that arrive while it is being started.
   * `start` is given the state to begin with.
   */
  async adopt<T extends Child, R>(
    start: (state: CommandState) => Promise<T>,
    run: (child: T) => Promise<R>,
  ): Promise<R> {
    const known = this.#received.length;
    const child = await start({ ...this.state, pending: [] });
    this.#children.add(child);
    try {
      for (const command of this.#received.slice(known)) await send(child, command);
      return await run(child);
    } finally {
      this.#children.delete(child);
    }
  }

  /** From now on the run goes back. A pause from before must not keep it waiting; a new one may. */
  turnBack(): void {
    if (this.mode === 'rolling back') return;
    this.mode = 'rolling back';
    this.state = { ...this.state, paused: false, stop: 'rollBack' };
  }

  /** Whether an operator wants a run on its way back to stop between two undos. */
  stopsTurning(): boolean {
    return this.mode === 'rolling back' && this.state.stop === 'abort';
  }

  /** Takes the commands that are not yet in the ledger. */
  takePending(): readonly OperatorCommand[] {
    const { pending } = this.state;
    this.state = { ...this.state, pending: [] };
    return pending;
  }

  /** Of commands that could not be written down: the next try has them again, before those that came meanwhile. */
  giveBack(commands: readonly OperatorCommand[]): void {
    this.state = { ...this.state, pending: [...commands, ...this.state.pending] };
  }

  /** The canaries of `hosts` were approved. What was approved in advance has opened this gate, and opens no other. */
  passCanariesOfHosts(by: string): void {
    const { canaries: _, ...approved } = this.state.approved;
    this.state = { ...this.state, approved, canariesOfHosts: by };
  }

  /** Leaves a host out from now on. */
  setAside(one: SetAside): void {
    const others = (this.state.setAside ?? []).filter(({ host }) => host !== one.host);
    this.state = { ...this.state, setAside: [...others, one] };
  }

  /** Takes hosts up again: those of a phase that `wanted` chooses. Answers whether there are any. */
  takeUp(phase: PhaseName, wanted: (one: SetAside) => boolean = () => true): boolean {
    const { setAside = [], ...state } = this.state;
    const left = setAside.filter((one) => one.phase !== phase || !wanted(one));
    if (left.length === setAside.length) return false;
    this.state = left.length === 0 ? state : { ...state, setAside: left };
    return true;
  }

  isSetAside(host: string): boolean {
    return this.state.setAside?.some((one) => one.host === host) ?? false;
  }

  /** Waits between two steps while the run is paused or the track's host is held; says whether to continue. */
  async border(track: string): Promise<'go' | 'skip' | 'stop'> {
    await condition(() => this.state.stop !== null || (!this.state.paused && !this.state.held.includes(track)));
    if (this.state.stop !== null) return 'stop';
    return this.state.skipped.includes(track) ? 'skip' : 'go';
  }
}

/** Any client may send anything: only what a command may have is taken from it. */
function commandOf(name: CommandName, payload: CommandPayload | null | undefined): OperatorCommand {
  const { by, why, gate, host } = payload ?? {};
  return {
    name,
    ...(by === undefined ? {} : { by }),
    ...(why === undefined ? {} : { why }),
    ...(gate === undefined ? {} : { gate }),
    ...(host === undefined ? {} : { host }),
  };
}

async function send(child: Child, { name, ...payload }: OperatorCommand): Promise<void> {
  try {
    await child.signal(defineSignal<[CommandPayload]>(name), payload);
  } catch {
    // The child has just ended: there is nothing left to command.
  }
}
