import { NetworkApi } from '../../../connectors/openstack/network-api';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import type { Statements } from '../../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import type { HostConfiguration } from '../../../model/pair/configuration';
import { identifier } from '../../../model/quote';
import { findBridge, isDead, vmPorts } from '../../../model/network/switch';
import type { Dependencies } from '../../dependencies';
import { readTunnelEndpoints } from '../../network/target/tunnel-endpoints';
import type { Access } from '../../toolbox/access';
import { datapathProblems } from './agent-datapath';
import { readHostPorts } from './host-ports';
import { readStandingBypass } from '../bypass/kept-bypass';
import { isOn, portProblems } from './port-problems';
import { serviceProblems } from './service-problems';
import { tunnelPorts, tunnelProblems } from './tunnel-problems';

/** Nova's `power_state` of a guest that has switched itself off. */
const SHUT_DOWN = 4;

/** How a host stands before its agent is restarted. */
export interface Readiness {
  /** Ports of VMs on the integration bridge. */
  readonly ports: number;
  /** Those of them that are on the dead VLAN, by name. */
  readonly dead: readonly string[];
  /** Why the host must not be touched, one sentence each. */
  readonly problems: readonly string[];
}

/** Looks at a host from all sides. Throws when one of them does not answer. */
export async function readReadiness(
  deps: Dependencies,
  machine: RemoteMachine,
  { definition, ledger, pair, session, source, target }: Access,
): Promise<Readiness> {
  await readStandingBypass(deps, { definition, ledger, machine, pair });
  // Without the databases no API says more than that something went wrong.
  const vms = {
    running: await running(machine.name, definition, source, target),
    known: await instancesOf(target, definition.target.databases.nova, machine.name),
  };
  const found = await readSwitch(machine);
  const plugged = vmPorts(findBridge(found, definition.network.integrationBridge));
  const ports = await readHostPorts(new NetworkApi(session), machine.name, plugged);
  const problems = [
    ...portProblems({ host: machine.name, plugged, ports, ...vms }),
    ...(await serviceProblems(machine, pair)),
  ];
  const configuration = await agentConfiguration(machine, pair.configuration);
  if (isOn('drop_flows_on_start', configuration))
    problems.push('drop_flows_on_start is set: the agent would delete every flow when it starts');
  problems.push(...datapathProblems(configuration, found, definition.network.integrationBridge));
  const tunnelBridge = findBridge(found, definition.network.tunnelBridge ?? '');
  if (tunnelPorts(tunnelBridge).length > 0) {
    problems.push(
      ...tunnelProblems(
        tunnelBridge,
        await readTunnelEndpoints(target, definition.target.databases.neutron, pair.network.tunnels),
      ),
    );
    if (isOn('l2_population', configuration))
      problems.push('l2_population is set: the agent would build no tunnel to a host that waits for its new agent');
  }
  const dead = plugged.filter(isDead).map(({ name }) => name);
  return { ports: plugged.length, dead, problems };
}

/** The texts that make up the agent's configuration, in the order in which it reads them. */
async function agentConfiguration(
  machine: RemoteMachine,
  { files: own, agent }: HostConfiguration,
): Promise<readonly string[]> {
  const paths = [...agent.before, ...own.map(({ path }) => path)];
  const files = await Promise.all(paths.map((path) => machine.readFile(path)));
  const script = 'for dir; do cat -- "$dir"/*.conf; done 2>/dev/null';
  const { stdout } = await machine.run(['sh', '-c', script, 'sh', ...agent.dropIns], { accept: 'any' });
  return [...files.map((text) => text ?? ''), stdout];
}

/** Ids of the VMs that ran at the freeze, and of which the new Nova has not heard since that they are off. */
async function running(
  host: string,
  { source, target }: ClusterDefinition,
  old: Statements,
  now: Statements,
): Promise<ReadonlySet<string>> {
  const then = await instancesOf(old, source.databases.nova, host, "AND vm_state = 'active'");
  const off = await instancesOf(
    now,
    target.databases.nova,
    host,
    `AND (vm_state <> 'active' OR power_state = ${SHUT_DOWN})`,
  );
  return new Set([...then].filter((id) => !off.has(id)));
}

/** Ids of the instances that a Nova has on a host; all that are not deleted, unless `more` is asked. */
async function instancesOf(on: Statements, database: string, host: string, more = ''): Promise<ReadonlySet<string>> {
  const rows = await on.rows(
    `SELECT uuid FROM ${identifier(database)}.instances WHERE deleted = 0 AND host = ? ${more}`,
    [host],
  );
  return new Set(rows.map((row) => String(row['uuid'])));
}
