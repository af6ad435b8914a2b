import type { VmProbe } from './targets';

/** The same VMs asked by ARP, which IPv6 has not; their logs are apart from those of the pings. */
export function byArp(vms: readonly VmProbe[]): readonly VmProbe[] {
  return vms
    .filter(({ address }) => !address.includes(':'))
    .map((vm) => ({ ...vm, name: `${vm.name}-arp`, arp: vm.mac }));
}
