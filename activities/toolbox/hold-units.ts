import type { RemoteMachine } from '../../model/remote-command';

/**
 * systemd masks a unit by a link in /etc/systemd/system, and refuses where a file of that name is there: an operator's own copy of the
 * unit. That is laid aside for as long as the unit is held, in a folder that systemd does not read.
 */
const ASIDE = '/etc/systemd/held-by-stackleap';

/** `whole NAME` prints the unit's name with its ending. */
const NAMES = `set -eu
aside=${ASIDE}
whole() {
  case $1 in
  *.service | *.socket | *.timer | *.target | *.path | *.mount | *.slice | *.scope) echo "$1" ;;
  *) echo "$1.service" ;;
  esac
}`;

const MASK = `${NAMES}
for name; do
  unit=$(whole "$name")
  file=/etc/systemd/system/$unit
  [ "$(readlink -- "$file" || :)" != /dev/null ] || continue
  [ -e "$file" ] || [ -L "$file" ] || continue
  mkdir -p -m 700 -- "$aside"
  mv -T -- "$file" "$aside/$unit"
done
exec systemctl mask --quiet -- "$@"`;

const UNMASK = `${NAMES}
systemctl unmask --quiet -- "$@"
back=0
for name; do
  unit=$(whole "$name")
  [ -e "$aside/$unit" ] || [ -L "$aside/$unit" ] || continue
  mv -nT -- "$aside/$unit" "/etc/systemd/system/$unit"
  back=1
done
[ $back = 0 ] || { rmdir --ignore-fail-on-non-empty -- "$aside"; exec systemctl daemon-reload; }`;

/** Masks units for good, so that nothing starts, restarts or stops them by their definitions, across boots too. */
export async function maskUnits(machine: RemoteMachine, units: readonly string[]): Promise<void> {
  if (units.length > 0) await machine.run(['sh', '-c', MASK, 'sh', ...units]);
}

/** Takes the masks away, and puts operators' own unit files back where they were. Starts nothing. */
export async function unmaskUnits(machine: RemoteMachine, units: readonly string[]): Promise<void> {
  if (units.length > 0) await machine.run(['sh', '-c', UNMASK, 'sh', ...units]);
}
