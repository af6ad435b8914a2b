import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { pluralize } from '../../model/pluralize';
import type { ClusterDefinition } from '../../model/cluster';
import type { StepInput, StepResult } from '../../model/run';
import { datapathTypeOf, KERNEL_DATAPATH, vmPorts, type Switch } from '../../model/network/switch';
import { defineRead } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { askMachines, unreachedFailure } from '../toolbox/ask-machines';
import { hybridByLiberty, plugsFact, type Plugs } from './source/plugs';
import { byColumn, readNetwork, type LibertyRows } from './source/read-liberty';
import { text } from './source/fields';
import { isUnchanged, UNCHANGED } from './target/recorded-proof';

/** What a port on br-int is called when the port's own bridge stands behind it, and when it is the VM's tap. */
const BRIDGED = 'qvo';
const TAP = 'tap';

/**
 * Asks the hypervisors how their VMs' ports really hang on br-int: `ovs_hybrid_plug` is set by that, lest the new Nova plugs
 * a guest again in another way. A port that is not found (its VM is off) keeps what the old Neutron says. Asks for br-int's datapath,
 * too, also hypervisors without VMs but with an old agent: bindings report it to Nova, and Nova gives it to br-int. Fails
 * once all were asked, with every hypervisor that could not be.
 */
export const readPlugs = defineRead({
  name: 'readPlugs',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    if (await isUnchanged(ledger, input)) return UNCHANGED;
    const switchOf = async (host: string): Promise<Switch> => readSwitch(await deps.machine(definition, host));
    const { asked, found, plugs } = await askForPlugs(definition, await readNetwork(access), switchOf);
    await plugsFact.record(ledger, input.run, { found, ...plugs });
    const other = plugs.taps.length + plugs.bridges.length;
    return {
      changed: false,
      summary: `${pluralize(found, 'port')} found on ${pluralize(asked, 'hypervisor')}, ${other} plugged otherwise than the old Neutron says.`,
    };
  },
});

/** Asks for the same by `switchOf`: what was found other than the old Neutron says, and how many were asked. */
export async function askForPlugs(
  { hypervisors, network }: Pick<ClusterDefinition, 'hypervisors' | 'network'>,
  rows: LibertyRows,
  switchOf: (host: string) => Promise<Switch>,
): Promise<{ readonly asked: number; readonly found: number; readonly plugs: Plugs }> {
  const hybrid = hybridByLiberty(rows);
  const portsOf = byColumn(rows.ports, 'host');
  const taps: string[] = [];
  const bridges: string[] = [];
  const datapaths: Record<string, string[]> = {};
  let found = 0;
  const agents = new Set(rows.agents.map((row) => text(row['host'])));
  const hosts = hypervisors.filter((host) => agents.has(host) || portsOf(host).length > 0);
  const { unreached } = await askMachines(hosts, async (host) => {
    const read = await switchOf(host);
    const datapath = datapathTypeOf(read, network.integrationBridge) ?? KERNEL_DATAPATH;
    if (datapath !== KERNEL_DATAPATH) (datapaths[datapath] ??= []).push(host);
    const wanted = new Set(portsOf(host).map((row) => text(row['id'])));
    for (const { name, externalIds } of read.bridges.flatMap(vmPorts)) {
      const id = externalIds['iface-id'] ?? '';
      if (!wanted.has(id)) continue;
      found++;
      if (name.startsWith(BRIDGED) && !hybrid.has(id)) bridges.push(id);
      if (name.startsWith(TAP) && hybrid.has(id)) taps.push(id);
    }
  });
  if (unreached.length > 0) throw unreachedFailure(unreached, hosts.length);
  for (const ofType of Object.values(datapaths)) ofType.sort();
  return { asked: hosts.length, found, plugs: { taps: taps.sort(), bridges: bridges.sort(), datapaths } };
}
