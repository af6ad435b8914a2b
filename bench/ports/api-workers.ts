import { openSession } from '../../activities/toolbox/open-session';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { waitFor } from '../../lab/controller/wait';
import { labHost } from '../../lab/hosts/host';
import { CONTROLLER } from '../../lab/inventory';
import type { ClusterDefinition } from '../../model/cluster';

/** Restarts the lab's neutron-server with so many API workers, each of which takes up one processor at most. */
export async function setApiWorkers(definition: ClusterDefinition, workers: number): Promise<void> {
  const script = `sed -i 's/^api_workers = .*/api_workers = ${workers}/' /etc/stein/neutron/neutron.conf
systemctl restart stein-neutron-server`;
  await labHost(CONTROLLER).run(script);
  const api = new NetworkApi(await openSession(definition));
  await waitFor('neutron-server answers', 60_000, () => api.list('network'));
}
