import type { LogErrors } from '../../model/verdict/health';
import type { RemoteMachine } from '../../model/remote-command';

/** A daemon whose log is looked at. */
export interface Logged {
  /** As people call it. */
  readonly daemon: string;
  /** The log file, if it writes one. */
  readonly file: string;
  readonly unit: string;
}

/** Bytes of a log that are looked at, from its end. */
const LOOKED_AT = 16 * 1024 * 1024;
const LINES_SHOWN = 3;
const CHARACTERS_SHOWN = 160;

/**
 * `since` in seconds of the epoch: oslo.log writes the clock of the host. Lines of one traceback have one time and one logger, and count
 * once.
 */
const SCRIPT = `
since=$(date -d "@$1" '+%Y-%m-%d %H:%M:%S') || exit 1
if [ -r "$2" ]; then tail -c "$4" -- "$2"
elif command -v journalctl >/dev/null; then journalctl --no-pager --quiet --output=cat --unit="$3" --since="$since" | tail -c "$4"
else echo none; exit 0
fi | awk -v since="$since" -v most="$5" -v long="$6" '
  ($4 == "ERROR" || $4 == "CRITICAL") && ($1 " " $2) >= since {
    key = $1 " " $2 " " $5
    if (key == last) next
    last = key
    if (count++ < most) lines[count] = substr($0, 1, long)
  }
  END { print count + 0; for (i = 1; i <= most && i <= count; i++) print lines[i] }'
`;

/** Errors that a daemon has logged since a moment, in milliseconds since the epoch; passwords in addresses are masked. */
export async function readLogErrors(
  machine: RemoteMachine,
  { daemon, file, unit }: Logged,
  since: number,
): Promise<LogErrors> {
  const limits = [LOOKED_AT, LINES_SHOWN, CHARACTERS_SHOWN].map(String);
  const from = String(Math.floor(since / 1000));
  const { stdout } = await machine.run(['sh', '-c', SCRIPT, 'log-errors', from, file, unit, ...limits]);
  const [count = '', ...lines] = stdout.trim().split('\n');
  if (count === 'none') return { daemon, errors: null, lines: [] };
  return { daemon, errors: Number(count), lines: lines.map((line) => line.replace(/:\/\/[^@\s/]*@/g, '://…@')) };
}
