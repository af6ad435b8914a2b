import { NETWORKS, VMS } from '../inventory';
import type { LabHost } from './host';

/** Real guests boot and have to be given an address. */
const TRIES = 90;

/** Waits until every VM answers the probes' machine; an error names those that do not. */
export async function untilVmsAnswer(controller: LabHost): Promise<void> {
  await Promise.all(
    NETWORKS.map(async ({ id, type }) => {
      const addresses = VMS.filter((vm) => vm.network.id === id).map((vm) => vm.address);
      const ping = `ip netns exec probe-${type} fping -u -r 0 -t 500 ${addresses.join(' ')} 2>/dev/null`;
      const wait = `for _ in $(seq ${TRIES}); do silent=$(${ping}) && exit 0; sleep 0.5; done; echo "no answer: $silent" >&2; exit 1`;
      await controller.run(wait);
    }),
  );
}
