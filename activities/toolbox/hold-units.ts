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

/** The link that masks is made by hand where a file is laid aside: `systemctl unmask` would disable the unit, too. */
const MASK = `${NAMES}
for name; do
  unit=$(whole "$name")
  file=/etc/systemd/system/$unit
  [ "$(readlink -- "$file" || :)" != /dev/null ] || continue
  if [ -e "$file" ] || [ -L "$file" ]; then
    mkdir -p -m 700 -- "$aside"
    mv -T -- "$file" "$aside/$unit"
  fi
  ln -s /dev/null "$file"
done
exec systemctl daemon-reload`;

const UNMASK = `${NAMES}
for name; do
  shift
  unit=$(whole "$name")
  if [ -e "$aside/$unit" ] || [ -L "$aside/$unit" ]; then
    [ "$(readlink -- "/etc/systemd/system/$unit" || :)" != /dev/null ] || rm -- "/etc/systemd/system/$unit"
    mv -nT -- "$aside/$unit" "/etc/systemd/system/$unit"
  else
    set -- "$@" "$name"
  fi
done
[ $# = 0 ] || systemctl unmask --quiet -- "$@"
[ ! -d "$aside" ] || rmdir --ignore-fail-on-non-empty -- "$aside"
exec systemctl daemon-reload`;

/** Masks units for good, so that nothing starts, restarts or stops them by their definitions, across boots too. */
export async function maskUnits(machine: RemoteMachine, units: readonly string[]): Promise<void> {
  if (units.length > 0) await machine.run(['sh', '-c', MASK, 'sh', ...units]);
}

/** Takes the masks away, and puts operators' own unit files back where they were. Starts nothing. */
export async function unmaskUnits(machine: RemoteMachine, units: readonly string[]): Promise<void> {
  if (units.length > 0) await machine.run(['sh', '-c', UNMASK, 'sh', ...units]);
}
