import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteMachine } from '../../model/remote-command';
import { askPatiently, type WaitOptions } from './ask-patiently';
import { STEPS_FOLDER } from './steps-folder';
import { ALIVE, systemdSilent } from './unit-states';

/** Says which of the units are alive; where none is, their outcomes are put away: nobody takes them for those of a later run. */
const SETTLE = `how=$1; shift
states=${ALIVE.replaceAll('|', ',')}
for unit; do set -- "$@" "$unit.service"; shift; done
alive=$(systemctl --full --no-legend --no-pager --state="$states" list-units "$@") || { echo silent; exit 0; }
if [ -n "$alive" ]; then
  [ "$how" = await ] || printf '%s\\n' "$alive" | sed 's/^[^a-zA-Z]*//; s/ .*//' | xargs systemctl stop --no-block --
  echo alive
  exit 0
fi
for unit; do for marker in ${STEPS_FOLDER}/\${unit%.service}.json; do
  [ ! -e "$marker" ] || mv -f "$marker" "\${marker%.json}.last.json"
done; done
echo settled`;

export interface SettleOptions extends WaitOptions {
  /** `await` leaves what is alive alone until it is through; `end` stops it. */
  readonly how: 'await' | 'end';
}

/**
 * Comes back when nothing of these units is alive on a machine; names may have systemd's `?` and `*`. Fails with HostUnreachable where
 * the machine, or its systemd, does not say so: what may be under way is not over.
 */
export async function settleUnits(
  machine: RemoteMachine,
  units: readonly string[],
  { how, onPoll, signal, pollMs = 500, patienceMs = 300_000 }: SettleOptions,
): Promise<void> {
  const ask = askPatiently(machine, patienceMs);
  for (;;) {
    const answer = await ask(SETTLE, [how, ...units], signal === undefined ? {} : { signal });
    if (answer?.startsWith('settled') === true) return;
    if (answer?.startsWith('silent') === true) throw systemdSilent(machine);
    onPoll?.();
    await sleep(pollMs, undefined, { signal });
  }
}
