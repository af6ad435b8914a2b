import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteMachine } from '../../model/remote-command';
import { commandFailed, type MachineError } from '../ssh/machine-error';
import { quote } from '../ssh/quote';
import { askPatiently, type WaitOptions } from './ask-patiently';
import { BOOT_ID } from './boot-id';
import { settleUnits } from './settle-units';
import { STEPS_FOLDER } from './steps-folder';
import { ALIVE, systemdSilent } from './unit-states';

/** Runs in the transient unit. The marker comes last and whole: where it is, the command has ended. */
const STEP = `marker=$1 log=$2; shift 2
"$@" >"$log" 2>&1 </dev/null
printf '{"exitCode":%d}\\n' $? >"$marker.new" && mv -f "$marker.new" "$marker"`;

/**
 * Makes sure that the step runs or has ended: never two at once, since systemd refuses a second unit of a name. Says where what runs, or
 * has ended, is another command.
 */
const BEGIN = `set -eu
unit=$1 marker=$2 command=$3 digest=$4 properties=$5; shift 5
mkdir -p ${STEPS_FOLDER}
alive=
case "$(systemctl is-active "$unit" || :)" in ${ALIVE}) alive=1 ;; esac
if [ -n "$alive" ] || [ -e "$marker" ]; then
  [ ! -e "$command" ] || [ "$(cat "$command")" = "$digest" ] || echo other
  exit 0
fi
echo "$digest" >"$command.new" && mv -f "$command.new" "$command"
cat ${BOOT_ID} >"$marker.boot"
systemctl reset-failed "$unit" 2>/dev/null || :
systemd-run --unit="$unit" $properties -- "$@" >/dev/null || systemctl is-active --quiet "$unit" || [ -e "$marker" ]`;

/** Asked in this order, a step that ends in between is not taken for one that was killed. */
const LOOK = `state=$(systemctl is-active "$1")
case "$state" in ${ALIVE}) echo running; exit 0 ;; esac
[ -e "$2" ] && { cat "$2"; tail -c 4000 "$3"; exit 0; }
case "$state" in inactive | failed | unknown) ;; *) echo silent; exit 0 ;; esac
[ ! -e "$2.boot" ] || [ "$(cat "$2.boot")" = "$(cat ${BOOT_ID})" ] || { echo rebooted; exit 0; }
echo killed`;

export interface DetachedOptions extends WaitOptions {
  /** Properties of the unit, for example `Nice=5`. */
  readonly properties?: readonly string[];
}

export interface DetachedResult {
  readonly exitCode: number;
  /** The last 4,000 bytes of both outputs. */
  readonly output: string;
}

/**
 * Runs a command as a transient systemd unit and waits for it. A lost connection or a killed caller loses nothing: called again with the
 * same name and command it waits for the same run, or takes its outcome; another command of the name is awaited first. Once an outcome was
 * taken, the next call is a new run. Rejects with CommandFailed when the exit code is not 0, the unit was killed or the machine restarted.
 */
export async function runDetached(
  machine: RemoteMachine,
  unit: string,
  argv: readonly string[],
  { properties = [], ...wait }: DetachedOptions = {},
): Promise<DetachedResult> {
  const { onPoll, signal, pollMs = 500, patienceMs = 300_000 } = wait;
  const [marker, log, command] = ['json', 'log', 'command'].map((kind) => `${STEPS_FOLDER}/${unit}.${kind}`) as [
    ...[string, string, string],
  ];
  const name = `${unit}.service`;
  const digest = createHash('sha256').update(quote(argv)).digest('hex');
  const settings = properties.map((property) => `--property=${property}`).join(' ');
  const step = ['/bin/sh', '-c', STEP, 'sh', marker, log, ...argv];
  const ask = askPatiently(machine, patienceMs);

  // Not ended by the signal: whoever stops waiting must know that the unit was begun, or is not any more.
  for (;;) {
    const begun = await ask(BEGIN, [name, marker, command, digest, settings, ...step]);
    if (begun?.startsWith('other') === true) await settleUnits(machine, [unit], { ...wait, how: 'await' });
    else if (begun !== undefined) break;
    onPoll?.();
    await sleep(pollMs, undefined, { signal });
  }
  for (;;) {
    const answer = (await ask(LOOK, [name, marker, log], signal === undefined ? {} : { signal })) ?? 'running';
    onPoll?.();
    if (answer.startsWith('silent')) throw systemdSilent(machine);
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
    if (answer.startsWith('rebooted')) throw failed(255, '', `the machine started anew before ${name} was through`);
    if (answer.startsWith('killed')) throw failed(255, '', `the unit ${name} gone before it was through`);
    const [first = '', ...rest] = answer.split('\n');
    const { exitCode } = JSON.parse(first) as { exitCode: number };
    const output = rest.join('\n');
    await machine.run(['mv', '-f', marker, `${STEPS_FOLDER}/${unit}.last.json`]);
    if (exitCode !== 0) throw failed(exitCode, output);
    return { exitCode, output };
  }
}
