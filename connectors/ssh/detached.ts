import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteMachine } from '../../model/remote-command';
import { commandFailed, MachineError } from './machine-error';
import { quote } from './quote';

/** Where a machine keeps the outcomes of its detached steps. */
export const STEPS_FOLDER = '/var/lib/stackleap/steps';

/** Runs in the transient unit. The marker comes last and whole: where it is, the command has ended. */
const STEP = `marker=$1 log=$2; shift 2
"$@" >"$log" 2>&1 </dev/null
printf '{"exitCode":%d}\\n' $? >"$marker.new" && mv -f "$marker.new" "$marker"`;

/** Makes sure that the step runs or has ended: never two at once, since systemd refuses a second unit of a name. */
const BEGIN = `set -eu
unit=$1 marker=$2 properties=$3; shift 3
mkdir -p ${STEPS_FOLDER}
[ ! -e "$marker" ] || exit 0
if systemctl is-active --quiet "$unit"; then exit 0; fi
systemctl reset-failed "$unit" 2>/dev/null || :
systemd-run --quiet --unit="$unit" $properties -- "$@" || systemctl is-active --quiet "$unit" || [ -e "$marker" ]`;

/** Whether it runs, or has an outcome that nobody took. */
const BEGUN = 'systemctl is-active --quiet "$1" || [ -e "$2" ]';

/** Asked in this order, a step that ends in between is not taken for one that was killed. */
const LOOK = `systemctl is-active --quiet "$1" && { echo running; exit 0; }
[ -e "$2" ] && { cat "$2"; tail -c 4000 "$3"; exit 0; }
echo killed`;

export interface DetachedOptions {
  /** Called with every look: heartbeats. What it throws ends the wait, not the step. */
  readonly onPoll?: () => void;
  readonly signal?: AbortSignal | undefined;
  /** Properties of the unit, for example `Nice=5`. */
  readonly properties?: readonly string[];
  readonly pollMs?: number;
  /** How long the machine may be out of reach in the meantime. Default five minutes. */
  readonly patienceMs?: number;
}

export interface DetachedResult {
  readonly exitCode: number;
  /** The last 4,000 bytes of both outputs. */
  readonly output: string;
}

function placesOf(unit: string): { readonly name: string; readonly marker: string } {
  return { name: `${unit}.service`, marker: `${STEPS_FOLDER}/${unit}.json` };
}

/** Whether `runDetached` would wait for an earlier run of this name, or take its outcome, instead of beginning one. */
export async function isBegun(machine: RemoteMachine, unit: string): Promise<boolean> {
  const { name, marker } = placesOf(unit);
  return (await machine.run(['sh', '-c', BEGUN, 'sh', name, marker], { accept: 'any' })).exitCode === 0;
}

/**
 * Runs a command as a transient systemd unit and waits for it. A lost connection or a killed caller loses nothing: called again
 * with the same name it waits for the same run, or takes its outcome. Once an outcome was taken, the next call is a new run.
 * Rejects with CommandFailed when the exit code is not 0 or the unit was killed.
 */
export async function runDetached(
  machine: RemoteMachine,
  unit: string,
  argv: readonly string[],
  { onPoll, signal, properties = [], pollMs = 500, patienceMs = 300_000 }: DetachedOptions = {},
): Promise<DetachedResult> {
  const { name, marker } = placesOf(unit);
  const log = `${STEPS_FOLDER}/${unit}.log`;
  const settings = properties.map((property) => `--property=${property}`).join(' ');
  const step = ['/bin/sh', '-c', STEP, 'sh', marker, log, ...argv];
  let seen = Date.now();

  /** The machine's answer, or undefined while it is out of reach. */
  const ask = async (script: string, words: readonly string[]): Promise<string | undefined> => {
    try {
      const { stdout } = await machine.run(
        ['sh', '-c', script, 'sh', ...words],
        signal === undefined ? {} : { signal },
      );
      seen = Date.now();
      return stdout;
    } catch (error) {
      const lost = error instanceof MachineError && error.type === 'HostUnreachable';
      if (!lost || Date.now() - seen > patienceMs) throw error;
      return undefined;
    }
  };

  while ((await ask(BEGIN, [name, marker, settings, ...step])) === undefined) {
    onPoll?.();
    await sleep(pollMs, undefined, { signal });
  }
  for (;;) {
    const answer = (await ask(LOOK, [name, marker, log])) ?? 'running';
    onPoll?.();
    if (!answer.startsWith('running')) return await conclude(answer);
    await sleep(pollMs, undefined, { signal });
  }

  async function conclude(answer: string): Promise<DetachedResult> {
    const failed = (exitCode: number, output: string, why?: string): MachineError => {
      const result = {
        machine: machine.name,
        command: quote(argv),
        exitCode,
        stdout: '',
        stderr: output,
        durationMs: 0,
      };
      return commandFailed(result, why);
    };
    if (answer.startsWith('killed')) throw failed(255, '', `the unit ${name} gone before it was through`);
    const [first = '', ...rest] = answer.split('\n');
    const { exitCode } = JSON.parse(first) as { exitCode: number };
    const output = rest.join('\n');
    await machine.run(['mv', '-f', marker, `${STEPS_FOLDER}/${unit}.last.json`]);
    if (exitCode !== 0) throw failed(exitCode, output);
    return { exitCode, output };
  }
}
