import type { Dependencies } from '../../activities/dependencies';
import { clusterOf } from '../../activities/toolbox/patience/cluster-of';
import { wrapFunctions, type Functions } from '../../activities/toolbox/wrap-functions';
import type { SetGauge } from './gauges';
import { lookAgain } from './look-again';

/** The last step that changes a hypervisor in `hosts`, and in `agents`: the last parts of their ids. */
const UPGRADED = 'own';
const FINISHED = 'release';

type Needs = Pick<Dependencies, 'readDefinition' | 'ledger'>;

/** The clusters that a datacenter's worker has worked on since its start. */
export class HostWatch {
  readonly #clusters = new Set<string>();

  /** The same activities; their clusters are watched from then on. */
  noteClusters<T extends Functions>(activities: T): T {
    return wrapFunctions(activities, (_, call) => (...input) => {
      const cluster = clusterOf(input[0]);
      if (cluster !== '') this.#clusters.add(cluster);
      return call(...input);
    });
  }

  /** Shows how far the hypervisors of these clusters are, as the ledger tells it. Returns how to stop it. */
  start(deps: Needs, set: SetGauge, everyMs = 15_000): () => void {
    return lookAgain(async () => {
      for (const cluster of this.#clusters) await showHosts(deps, set, cluster).catch(() => undefined);
    }, everyMs);
  }
}

async function showHosts({ readDefinition, ledger: open }: Needs, set: SetGauge, cluster: string): Promise<void> {
  const definition = await readDefinition(cluster);
  const ledger = await open(definition);
  const finished = await ledger.countDone(cluster, 'agents', FINISHED);
  const upgraded = Math.max(finished, await ledger.countDone(cluster, 'hosts', UPGRADED));
  const waiting = Math.max(0, definition.hypervisors.length - upgraded);
  const states = { waiting, upgraded: upgraded - finished, finished };
  for (const [state, hosts] of Object.entries(states)) set('stackleap_hosts', hosts, { cluster, state });
}
