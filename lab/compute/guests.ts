import { livingInstances, type Instance } from '../generator/cluster/instances';
import { DEFAULT_OPTIONS } from '../generator/cluster/options';
import type { LabMachine } from '../inventory';

/** The guests that run on a host, as the old databases know them. */
export function guestsOf(host: LabMachine): Instance[] {
  return [...livingInstances(DEFAULT_OPTIONS)].filter((instance) => instance.host === host.name);
}

/** What libvirt calls a guest: Nova's default `instance_name_template`. */
export function domainName({ id }: Pick<Instance, 'id'>): string {
  return `instance-${id.toString(16).padStart(8, '0')}`;
}
