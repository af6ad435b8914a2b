import { readVswitchd } from '../../connectors/openvswitch/bridges';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import type { StepResult } from '../../model/run';
import { DEAD_VLAN, findBridge, isDead, vmPorts } from '../../model/network/switch';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { readWatched } from './guard/watched';

/** The switch is the process that it was before the host was touched, and no VM's port is on the dead VLAN that was not before. */
export const verifySwitchUntouched = defineStep({
  name: 'verifySwitchUntouched',
  once: 'never',
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const watched = await readWatched(ledger, input.run.cluster, input.host);
    const before = watched?.vswitchd;
    const now = await readVswitchd(machine);
    const problems: string[] = [];
    if (before !== undefined && before !== now)
      problems.push(`ovs-vswitchd was restarted: process and start were ${before}, are ${now}`);
    const ports = vmPorts(findBridge(await readSwitch(machine), definition.network.integrationBridge));
    const dead = ports
      .filter(isDead)
      .map(({ name }) => name)
      .filter((name) => !(watched?.dead ?? []).includes(name));
    if (dead.length > 0) problems.push(`on the dead VLAN ${DEAD_VLAN}: ${dead.join(', ')}`);
    if (problems.length > 0) throw failure('HostNotReady', `${input.host}: ${problems.join('; ')}.`);
    return {
      changed: false,
      summary: `ovs-vswitchd was never restarted; all ${ports.length - (watched?.dead.length ?? 0)} ports that are up have their VLAN.`,
    };
  },
});
