import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { deleteNetworkObjects } from './target/undo-objects';
import { AgentRows, standIn } from './target/agent-rows';
import { ensureBound, isBound } from './target/bind-port';
import { defaultGroupIds, mapDefaults } from './target/default-groups';
import { createOnce, hasBegun, recordCreation } from './target/ensure-objects';
import { readHostDatapaths, type DatapathOf } from './source/host-datapaths';
import { hybridPorts } from './source/plugs';
import { readNetwork } from './source/read-liberty';
import { wantedPorts } from './wanted/ports';
import { autoAddressed, postable } from './wanted/postable';
import { oldDefaultGroups } from './wanted/security-groups';
import { wantedSubnets } from './wanted/subnets';

/**
 * Ports with the same id, MAC, addresses, owner and host, bound by Open vSwitch, so that the new agent takes them on as
 * they are. One by one: a POST of several draws new ids. The stand-in agents are kept alive all the while. A port that is bound
 * for another datapath than its host's is bound again as long as a stand-in is there: an agent would cut it off meanwhile.
 */
export const ensurePorts = defineStep({
  name: 'ensurePorts',
  once: 'done',
  undo: deleteNetworkObjects,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, session, target } = access;
    const { create, atOnce } = definition.network;
    const schema = definition.target.databases.neutron;
    const api = new NetworkApi(session);
    const rows = await readNetwork(access);
    const defaults = mapDefaults(oldDefaultGroups(rows), await defaultGroupIds(target, schema));
    const auto = autoAddressed(wantedSubnets(rows));
    const wanted = wantedPorts(rows, defaults, create)
      .filter(({ kind }) => kind !== 'born')
      .map((port) => postable(port, auto));
    const look = await hasBegun(ledger, input);
    const present = new Map((await api.list('port')).map((port) => [port.id, port]));
    const missing = wanted.filter(({ id }) => !present.has(id));
    await recordCreation(ledger, input, 'port', missing);

    const agents = new AgentRows(target, schema);
    const datapathOf = await readHostDatapaths(ledger, input.run.cluster, definition);
    const standIns = rows.agents.map((row) => standIn(row, definition, datapathOf));
    const standing = await agents.standingIn();
    const wantedDatapath: DatapathOf = (host) => (standing.has(host) ? datapathOf(host) : undefined);
    const due = wanted.filter((port) => needsWork(port, present.get(port.id), wantedDatapath));
    const hybrid = await hybridPorts(ledger, input.run.cluster, rows);
    for (const plug of [true, false]) {
      const ports = due.filter(({ id }) => hybrid.has(id) === plug);
      if (ports.length > 0) await agents.setHybridPlug(standIns, plug);
      await inParallel(ports, atOnce, async (port) => {
        await agents.renew();
        const made = present.get(port.id) ?? (await createOnce(api, 'port', port, { look }));
        await ensureBound(api, port, made, wantedDatapath);
      });
    }
    const rebound = due.length - missing.length;
    return {
      changed: due.length > 0,
      summary: `${wanted.length} ports, ${missing.length} of them created now, ${rebound} bound again.`,
    };
  },
});

function needsWork(wanted: NetworkObject, present: NetworkObject | undefined, datapathOf: DatapathOf): boolean {
  return present === undefined || !isBound(wanted, present, datapathOf);
}
