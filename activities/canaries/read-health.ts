import { type ComputeService, listComputeServices } from '../../connectors/openstack/compute-api';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { Session } from '../../connectors/openstack/session';
import type { Health, HostHealth } from '../../model/verdict/health';
import type { ClusterDefinition } from '../../model/cluster';
import { OVS_AGENT } from '../../model/network/neutron-names';
import { findAgent } from '../agents/start/agent-state';
import { troublesOf } from '../controllers/service-states';
import type { Dependencies } from '../dependencies';
import { text } from '../network/source/fields';
import { reasonOf } from '../toolbox/ask-machines';
import { inParallel } from '../toolbox/in-parallel';
import { openSession } from '../toolbox/open-session';
import { pairOf } from '../toolbox/pair-of';
import { readLogErrors } from './log-errors';
import { readRunning, type RunningGuests } from './running-guests';
import type { Turn } from '../../model/canary/turn';

const HOSTS_AT_ONCE = 20;

/**
 * How the control plane and a canary's hosts are. What cannot be asked is told, and keeps nothing else from being asked: an API that is
 * silent at this moment is what a verdict is about.
 */
export async function readHealth(
  deps: Dependencies,
  definition: ClusterDefinition,
  turns: readonly Turn[],
  look: Look = { agents: true },
): Promise<Health> {
  const session = await openSession(definition);
  const hosts = turns.map(({ host }) => host);
  const [apis, services, running] = await Promise.all([
    troublesOf(session),
    // troublesOf tells why it does not answer
    listComputeServices(session).catch(() => null),
    readRunning(deps, definition, hosts),
  ]);
  const found = new Map<string, HostHealth>();
  await inParallel(turns, HOSTS_AT_ONCE, async (turn) => {
    found.set(turn.host, await readHost(deps, definition, { ...look, session, services, running }, turn));
  });
  return { apis, hosts: hosts.flatMap((host) => found.get(host) ?? []) };
}

/** What is looked at besides nova-compute: the agents and the ports that they wire, which are down until their hosts' turns in `agents`. */
interface Look {
  readonly agents: boolean;
}

interface Known extends Look {
  readonly session: Session;
  /** Null where Nova does not answer. */
  readonly services: readonly ComputeService[] | null;
  readonly running: RunningGuests;
}

async function readHost(
  deps: Dependencies,
  definition: ClusterDefinition,
  { agents, session, services, running }: Known,
  { host, since }: Turn,
): Promise<HostHealth> {
  const unasked: string[] = [];
  const asked = async <T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await ask();
    } catch (error) {
      unasked.push(reasonOf(error));
      return [];
    }
  };
  const compute = services?.find((service) => service.binary === 'nova-compute' && service.host === host);
  const down = [
    ...(services === null || compute?.state === 'up'
      ? []
      : [`nova-compute is ${compute?.state ?? 'not known to Nova'}`]),
    ...(agents ? await asked(() => agentTroubles(session, host)) : []),
  ];
  const ports = agents ? await asked(() => deadPorts(session, host, running.get(host) ?? new Set())) : [];
  const logs = await asked(async () => {
    const { units } = pairOf(deps, definition);
    const machine = await deps.machine(definition, host);
    const compute = { daemon: 'nova-compute', file: units.logs.compute, unit: units.compute };
    const agent = { daemon: 'the agent', file: units.logs.agent, unit: units.agent };
    return [
      await readLogErrors(machine, compute, since),
      ...(agents ? [await readLogErrors(machine, agent, since)] : []),
    ];
  });
  return { host, unasked, down, ports, logs };
}

async function agentTroubles(session: Session, host: string): Promise<readonly string[]> {
  const agent = await findAgent(session, host);
  return agent?.['alive'] === true
    ? []
    : [`${OVS_AGENT.binary} is ${agent === undefined ? 'not known to Neutron' : 'not alive'}`];
}

/** Ids of ports of running VMs that are to be wired and are not. */
async function deadPorts(session: Session, host: string, running: ReadonlySet<string>): Promise<readonly string[]> {
  const ports = await new NetworkApi(session).list('port', { 'binding:host_id': host });
  return ports
    .filter((port) => running.has(text(port['device_id'])) && port['admin_state_up'] !== false)
    .filter(({ status }) => status !== 'ACTIVE')
    .map(({ id }) => id);
}
