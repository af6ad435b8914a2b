import type { Ledger } from '../../../model/ledger';
import { readProbed, type MuteVm } from '../../probes/probed';

/** VMs of a host that answered neither pings nor ARP before anything was touched. */
export async function readMute(ledger: Ledger, cluster: string, host: string): Promise<readonly MuteVm[]> {
  return ((await readProbed(ledger, cluster))?.unwatched ?? []).filter((vm) => vm.host === host);
}
