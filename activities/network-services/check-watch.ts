import type { ClusterDefinition } from '../../model/cluster';
import type { Check } from '../../model/network-services';
import type { Dependencies } from '../dependencies';
import type { Gap } from './gap';

/** A check that its machine asks again and again, and the systemd unit that does; the ledger keeps it for a try by another worker. */
export interface CheckWatch extends Check {
  readonly unit: string;
}

/** Asks every 100 ms, and writes down when it was answered; ends by itself when nobody ends it. Says when it ran already. */
const BEGIN = `unit=$1; taken_up=$2; shift 2
mkdir -p /run/stackleap
if [ "$taken_up" = true ] && systemctl is-active --quiet "$unit" && [ -s "/run/stackleap/$unit" ]; then echo running; exit 0; fi
systemctl stop "$unit" 2>/dev/null; systemctl reset-failed "$unit" 2>/dev/null
rm -f "/run/stackleap/$unit"
systemd-run --unit="$unit" >/dev/null timeout 3600 sh -c '
  answers=$1; shift; date +%s%3N >"$answers"
  while :; do timeout 2 "$@" >/dev/null 2>&1 && date +%s%3N >>"$answers"; sleep 0.1; done' sh "/run/stackleap/$unit" "$@"`;

/** The longest time between two answers, up to now; nothing where none was written down. */
const LONGEST = `answers=/run/stackleap/$1
[ -s "$answers" ] || exit 0
{ cat "$answers"; date +%s%3N; } |
  awk 'NR > 1 && $1 - last > longest { longest = $1 - last } { last = $1 } END { print longest + 0 }'`;

const END = `systemctl stop "$1" 2>/dev/null; rm -f "/run/stackleap/$1"`;

/** The longest time in which a check did not work, as its own machine sees it: a worker that is killed misses nothing of it. */
export function watchCheck(
  deps: Dependencies,
  definition: ClusterDefinition,
  { host, command, unit }: CheckWatch,
): Gap {
  const run = async (script: string, ...argv: readonly string[]): Promise<string> => {
    const machine = await deps.machine(definition, host);
    return (await machine.run(['sh', '-c', script, 'sh', unit, ...argv])).stdout.trim();
  };
  return {
    begin: async (takenUp) => (await run(BEGIN, String(takenUp), ...command)) === 'running' || !takenUp,
    measure: async () => {
      const longest = await run(LONGEST);
      return longest === '' ? null : Number(longest);
    },
    end: async () => void (await run(END)),
  };
}
