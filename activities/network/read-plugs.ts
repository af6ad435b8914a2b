import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { counted } from '../../model/counted';
import type { StepInput, StepResult } from '../../model/run';
import { vmPorts } from '../../model/switch';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../services/access';
import { askMachines, unreachedFailure } from '../services/ask-machines';
import { hybridByLiberty, PLUGS_FACT } from './plugs';
import { byColumn, readNetwork } from './read-liberty';
import { text } from './wanted/fields';

/** What a port on br-int is called when a bridge of its own stands behind it, and when it is the VM's tap. */
const BRIDGED = 'qvo';
const TAP = 'tap';

/**
 * Asks the hypervisors how their VMs' ports really hang on br-int: `ovs_hybrid_plug` is set by that, lest the new Nova plugs
 * a guest anew in another way. A port that is not found (its VM is off) keeps what the old Neutron says. Fails once all were asked,
 * with every hypervisor that could not be.
 */
export function createReadPlugs(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    const rows = await readNetwork(access);
    const hybrid = hybridByLiberty(rows);
    const portsOf = byColumn(rows.ports, 'host');
    const taps: string[] = [];
    const bridges: string[] = [];
    let found = 0;
    const hosts = definition.hypervisors.filter((host) => portsOf(host).length > 0);
    const { unreached } = await askMachines(hosts, async (host) => {
      const { bridges: all } = await readSwitch(await deps.machine(definition, host));
      const wanted = new Set(portsOf(host).map((row) => text(row['id'])));
      for (const { name, externalIds } of all.flatMap(vmPorts)) {
        const id = externalIds['iface-id'] ?? '';
        if (!wanted.has(id)) continue;
        found++;
        if (name.startsWith(BRIDGED) && !hybrid.has(id)) bridges.push(id);
        if (name.startsWith(TAP) && hybrid.has(id)) taps.push(id);
      }
    });
    if (unreached.length > 0) throw unreachedFailure(unreached, hosts.length);
    await ledger.recordFact(input.run, PLUGS_FACT, { found, taps: taps.sort(), bridges: bridges.sort() });
    const other = taps.length + bridges.length;
    return {
      changed: false,
      summary: `${counted(found, 'port')} found on ${counted(hosts.length, 'hypervisor')}, ${other} plugged otherwise than the old Neutron says.`,
    };
  };
}
