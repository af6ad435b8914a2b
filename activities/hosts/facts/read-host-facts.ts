import type { ComponentVersions, HostFacts } from '../../../model/host/facts';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { RunsAs } from '../../../model/pair/versions';
import type { RemoteMachine } from '../../../model/remote-command';
import { isRunning, readUnits } from '../../toolbox/units';
import { readVersions } from '../libvirt/versions';
import { readCeph } from './read-ceph';

/** What is asked of the pair. */
type Known = Pick<ReleasePair, 'configuration' | 'units' | 'versions'>;

/** Lines `key=value`. A guest's own binary is asked, also where its file was replaced; of each binary one guest. */
const LOOK = `LC_ALL=C; export LC_ALL
say() { printf '%s=%s\\n' "$1" "$2"; }
say os "$(cat /etc/centos-release 2>/dev/null || sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"')"
say kernel "$(uname -r)"
rpm -q --qf 'rpm=%{NAME} %{VERSION}\\n' -- "$@" 2>/dev/null | grep ^rpm=
say switch "$(timeout 20 ovs-appctl -t ovs-vswitchd version 2>/dev/null | sed -n '1s/.* //p')"
timeout 20 ovs-vsctl list-br 2>/dev/null | sed 's/^/bridge=/'
say free "$(df --output=avail -k /var /usr | sed 1d | sort -n | head -n 1 | tr -d ' ')"
for file in /run/libvirt/qemu/*.pid; do
  pid=$(cat "$file" 2>/dev/null) || continue
  case $(readlink "/proc/$pid/exe") in
  *qemu*) echo "$(stat -Lc %d:%i "/proc/$pid/exe") $pid" ;;
  esac
done | sort -u -k 1,1 | while read -r _ pid; do
  timeout 20 "/proc/$pid/exe" --version </dev/null 2>/dev/null | sed -n '1s/.*version \\([0-9.]*\\).*/guest=\\1/p'
done
exit 0`;

/** Reads what a hypervisor is; writes nothing, and rejects only where it cannot be reached. */
export async function readHostFacts(machine: RemoteMachine, pair: Known): Promise<HostFacts> {
  const { known } = pair.versions;
  const look = ['sh', '-c', LOOK, 'sh', ...known.map((one) => one.package)];
  const lines = (await machine.run(look, { quietMs: 120_000 })).stdout.split('\n');
  const all = (key: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
  const [os = ''] = all('os');
  const [free = ''] = all('free');
  const installed = new Map(all('rpm').map((line) => line.split(' ') as [string, string]));
  const running: Readonly<Record<NonNullable<RunsAs>, readonly string[]>> = {
    switch: all('switch').filter((version) => version !== ''),
    guests: [...new Set(all('guest'))].sort(),
    libvirt: [(await readVersions(machine)).libvirt].filter((version) => version !== ''),
  };
  const { compute, agent, libvirt, held, managers } = pair.units;
  const units = await readUnits(machine, [...new Set([compute, agent, libvirt, ...held.map(({ unit }) => unit)])]);
  return {
    os: /release (\d+(?:\.\d+)?)/.exec(os)?.[1] ?? os,
    kernel: all('kernel')[0] ?? '',
    versions: Object.fromEntries(
      known.map((one): [string, ComponentVersions] => [
        one.name,
        { installed: installed.get(one.package) ?? '', running: one.runs === null ? [] : running[one.runs] },
      ]),
    ),
    units: Object.fromEntries(
      units.filter(({ exists }) => exists).map(({ unit, active, masked }) => [unit, masked ? 'masked' : active]),
    ),
    managers: (await readUnits(machine, managers)).filter(isRunning).map(({ unit }) => unit),
    bridges: [...all('bridge')].sort(),
    freeKb: free === '' ? null : Number(free),
    ceph: await readCeph(machine, pair.configuration.nova),
  };
}
