import type { LocalVlan } from './local-vlans';
import { SEED_COOKIE } from './seeds';

/** The local VLANs that no agent's flow of a dump of the integration bridge translates to yet. */
export function unwiredVlans(dump: string, vlans: readonly LocalVlan[]): readonly LocalVlan[] {
  const own = dump.split('\n').filter((line) => line.includes('cookie=') && !line.includes(`cookie=${SEED_COOKIE},`));
  // ovs-ofctl writes the action by the OpenFlow version: with the VLAN, or with the VLAN and its "present" bit.
  return vlans.filter(({ tag }) => {
    const action = new RegExp(String.raw`actions=.*(mod_vlan_vid:${tag}\b|set_field:${tag + 4096}->vlan_vid)`);
    return !own.some((line) => action.test(line));
  });
}
