import { NetworkApi } from '../../connectors/openstack/network-api';
import { readProbeClock } from '../../connectors/probes/read-loss';
import type { StepResult } from '../../model/run';
import { findBridge, vmPorts } from '../../model/switch';
import { CONFIGURATION } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openHost, type HostInput } from '../hosts/open-host';
import { openAccess } from '../services/access';
import { identifier } from '../../model/quote';
import { readHostSeeds } from './host-seeds';
import { dropsFlows, portProblems } from './port-problems';

/** The fact that tells since when a host's VMs are watched, by the probe machine's clock. */
export function watchedFact(host: string): string {
  return `agents/${host}`;
}

const PORTS_IN_MESSAGE = 20;

/** Proves that the new agent will wire every port of the host as it is wired now, before anything is touched. */
export function createVerifyHostReady(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const { session, source } = await openAccess(deps, input.run.cluster);
    const { found } = await readHostSeeds(machine, definition);
    const plugged = vmPorts(findBridge(found, definition.network.integrationBridge));
    const ports = new Map((await new NetworkApi(session).list('port')).map((port) => [port.id, port]));
    const running = await source(
      `SELECT uuid FROM ${identifier(definition.source.databases.nova)}.instances
        WHERE deleted = 0 AND vm_state = 'active' AND host = ?`,
      [input.host],
    );
    const problems = [
      ...portProblems({
        host: input.host,
        plugged,
        ports,
        running: new Set(running.map((row) => String(row['uuid']))),
      }),
    ];
    const files = await Promise.all(CONFIGURATION.map(async ({ path }) => (await machine.readFile(path)) ?? ''));
    if (dropsFlows(files))
      problems.push('drop_flows_on_start is set: the agent would delete every flow when it starts');
    if (problems.length > 0) {
      const more = problems.length > PORTS_IN_MESSAGE ? ` and ${problems.length - PORTS_IN_MESSAGE} more` : '';
      throw failure('HostNotReady', `${input.host}: ${problems.slice(0, PORTS_IN_MESSAGE).join('; ')}${more}.`);
    }
    const probe = await deps.machine(definition, definition.probes.machine);
    await ledger.recordFact(input.run, watchedFact(input.host), { since: await readProbeClock(probe) });
    return { changed: false, summary: `${plugged.length} ports are known to Neutron and bound to ${input.host}.` };
  };
}
