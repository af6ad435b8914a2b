import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { heldPorts } from '../../flows/held-ports';
import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/command';

/** Kernel modules, by which packets are held on a kernel's datapath while its bridges change. */
const MODULES = ['ifb', 'sch_plug', 'sch_ingress', 'cls_u32', 'act_mirred'];
const LACKING =
  'for m in "$@"; do modprobe -nq "$m" || echo "the kernel module $m"; done; command -v tc >/dev/null || echo tc';

/** What a host lacks for holding packets; nothing is asked of a host whose datapath is in userspace. */
export async function readHoldBlockers(
  machine: RemoteMachine,
  { network }: ClusterDefinition,
): Promise<readonly Blocker[]> {
  const bridges = [...Object.values(network.physicalNetworks), network.integrationBridge];
  if (heldPorts(await readSwitch(machine), bridges).length === 0) return [];
  const { stdout } = await machine.run(['sh', '-c', LACKING, 'sh', ...MODULES]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((what) => ({
      type: 'HostNotReady',
      message: `${machine.name}: ${what} is missing, without which packets are lost while bridges change.`,
    }));
}
