import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What CentOS 7's systemd-run takes: all else it refuses. */
const SYSTEMD_RUN = `#!/bin/bash
# A stand-in for that of systemd 219: it refuses what that one does not know, and runs the rest beside.
unit=
while [ "$#" -gt 0 ]; do
  case "$1" in
  --unit=*) unit=\${1#--unit=} ;;
  --description=* | --slice=* | --nice=* | --uid=* | --gid=* | --setenv=* | --service-type=* | --scope | -r | --remain-after-exit) ;;
  --property=*)
    case "\${1#--property=}" in
    Description=* | Slice=* | Type=* | RemainAfterExit=* | User=* | Group=* | Nice=* | Environment=* | KillMode=* | KillSignal=* | Limit*) ;;
    *) echo "Unknown assignment \${1#--property=}." >&2; exit 1 ;;
    esac ;;
  --) shift; break ;;
  -*) echo "systemd-run: unrecognized option '$1'" >&2; exit 1 ;;
  *) break ;;
  esac
  shift
done
mkdir -p /run/units
setsid "$@" </dev/null >"/run/units/$unit.log" 2>&1 &
echo $! >"/run/units/$unit"
echo "Running as unit $unit."
`;

/** Units of that stand-in, as systemctl 219 shows them. */
const SYSTEMCTL = `#!/bin/bash
alive() { [ -e "/run/units/$1" ] && kill -0 -- "-$(cat "/run/units/$1")" 2>/dev/null; }
verb=; names=()
for word; do case "$word" in -*) ;; *) if [ -z "$verb" ]; then verb=$word; else names+=("$word"); fi ;; esac; done
case "$verb" in
is-active)
  if alive "\${names[0]}"; then state=active; else state=unknown; fi
  case "$*" in *--quiet*) ;; *) echo $state ;; esac
  [ $state = active ] ;;
list-units)
  cd /run/units 2>/dev/null || exit 0
  for unit in \${names[0]}; do alive "$unit" && echo "  $unit loaded active running a unit"; done
  exit 0 ;;
stop) for unit in "\${names[@]}"; do alive "$unit" && kill -TERM -- "-$(cat "/run/units/$unit")"; done; exit 0 ;;
esac
`;

/** Has a program of another name refuse what older ones do not know. */
const refusing = (program: string, option: string): string => `#!/bin/sh
# A stand-in for an older ${program}, which has no ${option}.
for word; do case "$word" in ${option}*) echo "${program}: unrecognized option '$word'" >&2; exit 2 ;; esac; done
exec ${program === 'ip' ? '/sbin/ip' : `/bin/${program}`} "$@"
`;

async function install(root: string, programs: Readonly<Record<string, string>>): Promise<void> {
  for (const [program, script] of Object.entries(programs))
    await writeFile(join(root, 'usr/local/bin', program), script, { mode: 0o755 });
}

/** Gives a root stand-ins for systemd 219's programs, which carry units out; their processes are in `/run/units`. */
export async function installOldSystemd(root: string): Promise<void> {
  await install(root, { 'systemd-run': SYSTEMD_RUN, systemctl: SYSTEMCTL });
}

/** Gives a root the tools of a stock CentOS 7: systemd 219's refusals, tar 1.26, iproute without JSON, Python 2.7 alone. */
export async function installOldTools(root: string): Promise<void> {
  await installOldSystemd(root);
  await install(root, { tar: refusing('tar', '--sort'), ip: refusing('ip', '-j') });
  for (const program of ['python3', 'python3.9', 'python', 'python2'])
    await rm(join(root, 'usr/bin', program), { force: true });
}
