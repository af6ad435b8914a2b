import { readDomains } from '../../connectors/libvirt/read-domains';
import type { Domains } from '../../model/guest';
import type { RemoteMachine } from '../../model/remote-command';
import { eventually } from '../toolbox/eventually';

/** A libvirtd that has just been started again may keep one waiting. */
const ANSWERS_WITHIN_MS = 60_000;

/** What a hypervisor's libvirt says of its guests, as soon as it answers. */
export function awaitDomains(machine: RemoteMachine): Promise<Domains> {
  return eventually(() => readDomains(machine), ANSWERS_WITHIN_MS);
}
