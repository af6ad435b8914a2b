import type { LabHost } from '../hosts/host';
import { bridgesScript, domainsRecord, plugScript } from './wiring';

/** Plugs the VMs of a host that are not plugged; their guests go on running. */
export async function plugVms(host: LabHost): Promise<void> {
  await host.run(plugScript(host.machine));
}

const WAIT_FOR_UNITS = `
# Plugged before the cleanup's start, the VMs would be unplugged by it.
for unit in openvswitch-switch openvswitch neutron-ovs-cleanup; do
  for _ in $(seq 200); do systemctl is-active -q $unit && break; sleep 0.1; done
  systemctl is-active -q $unit || { echo "$unit is not active" >&2; exit 1; }
done
`;

/** Leaves a booted compute host as Liberty's agent and nova-compute do, its VMs plugged and running. May be run again. */
export async function bringUpCompute(host: LabHost): Promise<void> {
  await host.run(WAIT_FOR_UNITS);
  await host.run(bridgesScript(host.machine));
  await plugVms(host);
  const record = `/var/lib/nova/domains/${host.machine.name}.json`;
  await host.run(
    `[ -e ${record} ] || { cat >${record}.new && chown nova:nova ${record}.new && mv ${record}.new ${record}; }`,
    { input: domainsRecord(host.machine) },
  );
}
