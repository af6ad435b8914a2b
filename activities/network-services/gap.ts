import type { ClusterDefinition } from '../../model/cluster';
import { stepUnitName } from '../../model/names';
import type { Check } from '../../model/network-services';
import type { StepInput } from '../../model/run';
import type { Dependencies } from '../dependencies';

/** Asks every 100 ms, and writes down when it was answered; ends by itself when nobody ends it. */
const LOOP = `unit=$1; shift
systemctl stop "$unit" 2>/dev/null; systemctl reset-failed "$unit" 2>/dev/null
mkdir -p /run/stackleap
systemd-run --quiet --unit="$unit" timeout 3600 sh -c '
  answers=$1; shift; date +%s%3N >"$answers"
  while :; do timeout 2 "$@" >/dev/null 2>&1 && date +%s%3N >>"$answers"; sleep 0.1; done' sh "/run/stackleap/$unit" "$@"`;

const LONGEST = `systemctl stop "$1"; date +%s%3N >>"/run/stackleap/$1"
awk 'NR > 1 && $1 - last > longest { longest = $1 - last } { last = $1 } END { print longest + 0 }' "/run/stackleap/$1"
rm -f "/run/stackleap/$1"`;

export interface GapWatch {
  /** Ends it; the longest time between two answers, in milliseconds. */
  end(): Promise<number>;
}

/** Lets a check be asked again and again by its own machine until `end`. */
export async function startGapWatch(
  deps: Dependencies,
  definition: ClusterDefinition,
  input: StepInput,
  { host, command }: Check,
): Promise<GapWatch> {
  const machine = await deps.machine(definition, host);
  const unit = stepUnitName(input.run.id, `${input.step}-gap`);
  await machine.run(['sh', '-c', LOOP, 'sh', unit, ...command]);
  return {
    end: async () => Number((await machine.run(['sh', '-c', LONGEST, 'sh', unit])).stdout.trim()),
  };
}
