import type { LabHost } from '../hosts/host';
import { dhcpScript } from './dhcp';
import { startGuests } from './libvirt/start-guests';
import { bridgesScript, domainsRecord, plugScript } from './wiring';

/** Lets the VMs of a host run that do not, with their plugs, and its DHCP servers; guests that run are left alone. */
export async function plugVms(host: LabHost): Promise<void> {
  if (host.machine.guests === 'qemu') await startGuests(host);
  else await host.run(plugScript(host.machine));
  const dhcp = dhcpScript(host.machine);
  if (dhcp !== '') await host.run(dhcp);
}

/** What a unit that does not start has said goes into the error. */
const START_UNITS = `
# Plugged before the cleanup's start, the VMs would be unplugged by it.
for unit in openvswitch-switch openvswitch neutron-ovs-cleanup; do
  timeout 60 systemctl start $unit || { journalctl -n 40 --no-pager -u 'ovs*' -u $unit >&2; echo "$unit is not active" >&2; exit 1; }
done
`;

async function writeRecord(host: LabHost): Promise<void> {
  const record = `/var/lib/nova/domains/${host.machine.name}.json`;
  await host.run(
    `[ -e ${record} ] || { cat >${record}.new && chown nova:nova ${record}.new && mv ${record}.new ${record}; }`,
    { input: domainsRecord(host.machine) },
  );
}

/** Leaves a booted compute host as Liberty's agent and nova-compute do, its VMs plugged and running. May be run again. */
export async function bringUpCompute(host: LabHost): Promise<void> {
  await host.run(START_UNITS);
  await host.run(bridgesScript(host.machine));
  if (host.machine.guests === 'namespace') await writeRecord(host);
  await plugVms(host);
}
