import { NetworkApi } from '../../connectors/openstack/network-api';
import type { Dependencies } from '../../activities/dependencies';
import { openSession } from '../../activities/toolbox/open-session';
import { readDefinition } from '../../config/read-definition';
import { labUp } from '../../lab/commands/up';
import type { ClusterDefinition } from '../../model/cluster';
import { setApiWorkers } from './api-workers';
import { ourNetwork } from './ours';
import { portsByClient } from './peer';
import { addPaperAgents, DHCP_PORTS } from './source';

/** Seconds to one decimal; ratios are the peer's time over ours. */
export interface MeasuredPorts {
  readonly ports: number;
  readonly atOnce: number;
  readonly apiWorkers: number;
  readonly seconds: number;
  readonly portsPerSecond: number;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly verifySeconds: number;
  /** Undefined when it was not asked for: an undo takes as long as the re-creation. */
  readonly undoSeconds?: number;
  readonly peer: { readonly sample: number; readonly secondsPerPort: number };
  readonly ratios: { readonly 'openstack-client': number };
}

export interface PortsOptions {
  readonly ports: number;
  readonly sample: number;
  readonly atOnce: number | undefined;
  readonly apiWorkers: number;
  readonly undo: boolean;
}

/** What has to be there before the ports. */
const BEFORE = [
  ...['verifyIdsTaken', 'ensureAgentRows', 'ensureQuotasLifted', 'ensureSecurityGroups', 'ensureNetworks'],
  ...['ensureSharing', 'ensureSubnets'],
];

/** Brings a lab up with so many ports in its old Neutron, re-creates them as the phase does, compares, undoes. */
export async function measurePorts(deps: Dependencies, options: PortsOptions): Promise<MeasuredPorts> {
  const { ports, sample, atOnce, apiWorkers } = options;
  const instances = ports - DHCP_PORTS;
  await labUp({ instances });
  const lab = await readDefinition('lab');
  const network = { ...lab.network, atOnce: atOnce ?? lab.network.atOnce };
  const definition: ClusterDefinition = { ...lab, name: 'bench', network };
  const [host = 'compute1'] = await addPaperAgents(deps, definition, instances);
  await setApiWorkers(definition, apiWorkers);
  const { run, undo } = ourNetwork(deps, definition);
  for (const activity of BEFORE) {
    const { result, seconds } = await run(activity);
    console.log(`- ${result.summary} ${round(seconds)} s`);
  }

  const made = await run('ensurePorts');
  console.log(`- ${made.result.summary} ${round(made.seconds)} s`);
  const verified = await run('verifyNetwork');
  console.log(`- ${verified.result.summary} ${round(verified.seconds)} s`);
  const peerSeconds = await portsByClient(definition, sample, host);
  console.log(`- openstack port create: ${sample} ports in ${round(peerSeconds)} s`);
  await removePeersPorts(definition);
  const undone = options.undo ? await undo() : undefined;
  return {
    ports,
    atOnce: network.atOnce,
    apiWorkers,
    seconds: round(made.seconds),
    portsPerSecond: round(ports / made.seconds),
    requests: made.requests,
    requestsPerSecond: round(made.requests / made.seconds),
    verifySeconds: round(verified.seconds),
    ...(undone === undefined ? {} : { undoSeconds: round(undone.seconds) }),
    peer: { sample, secondsPerPort: round(peerSeconds / sample, 100) },
    ratios: { 'openstack-client': round(peerSeconds / sample / (made.seconds / ports)) },
  };
}

async function removePeersPorts(definition: ClusterDefinition): Promise<void> {
  const api = new NetworkApi(await openSession(definition));
  for (const { id, name } of await api.list('port'))
    if (typeof name === 'string' && name.startsWith('peer-')) await api.remove('port', id);
}

function round(value: number, to = 10): number {
  return Math.round(value * to) / to;
}
