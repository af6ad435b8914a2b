import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { deleteNetworkObjects } from './target/undo-objects';
import { AgentRows, standIn } from './target/agent-rows';
import { ensureBound, isBound } from './target/bind-port';
import { withDetails } from './compare/compared-ports';
import { mapDefaults } from './target/default-groups';
import { createOnce, hasBegun, recordCreation } from './target/ensure-objects';
import { readHostDatapaths, type DatapathOf } from './source/host-datapaths';
import { hybridPorts } from './source/plugs';
import { text } from './source/fields';
import { readNetwork } from './source/read-liberty';
import { isPluggedOtherwise, portChanges, updatePort } from './reconcile/port-changes';
import { refuseForeign } from './reconcile/foreign';
import { readClaims } from './target/claims';
import { readTarget } from './target/read-target';
import { untilSettled } from './target/recorded-proof';
import { presentPorts, wantedPorts } from './wanted/ports';
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
  once: 'never',
  undo: deleteNetworkObjects,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensureAllPorts(access, input));
  },
});

async function ensureAllPorts(access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, session, target } = access;
  const { create, atOnce } = definition.network;
  const { cluster } = input.run;
  const api = new NetworkApi(session);
  const rows = await readNetwork(access);
  const now = await readTarget(access);
  const defaults = mapDefaults(oldDefaultGroups(rows), oldDefaultGroups(now));
  const auto = autoAddressed(wantedSubnets(rows));
  const wanted = wantedPorts(rows, defaults, create).filter(({ kind }) => kind !== 'born');
  const present = new Map(presentPorts(now).map((port) => [port.id, withDetails(port)]));
  const { missing, changed, fixed } = portChanges(wanted, [...present.values()]);
  refuseForeign('port', [...changed, ...fixed], await readClaims(ledger, cluster));
  const look = await hasBegun(ledger, input);
  await recordCreation(ledger, input, 'port', missing);

  const agents = new AgentRows(target, definition.target.databases.neutron);
  const datapathOf = await readHostDatapaths(ledger, cluster, definition);
  const standIns = rows.agents.map((row) => standIn(row, definition, datapathOf));
  const standing = await agents.standingIn();
  const wantedDatapath: DatapathOf = (host) => (standing.has(host) ? datapathOf(host) : undefined);
  const hybrid = await hybridPorts(ledger, cluster, rows);
  const updates = new Map(changed.map((one) => [one.wanted.id, one]));
  const isMisplugged = (port: NetworkObject | undefined): port is NetworkObject =>
    port !== undefined && standing.has(text(port['binding:host_id'])) && isPluggedOtherwise(port, hybrid);
  const due = wanted.filter(({ port }) => {
    const found = present.get(port.id);
    return found === undefined || updates.has(port.id) || isMisplugged(found) || !isBound(port, found, wantedDatapath);
  });
  for (const plug of [true, false]) {
    const ports = due.filter(({ port }) => hybrid.has(port.id) === plug);
    if (ports.length > 0) await agents.setHybridPlug(standIns, plug);
    await inParallel(ports, atOnce, async (one) => {
      await agents.renew();
      const port = postable(one, auto);
      const [found, update] = [present.get(port.id), updates.get(port.id)];
      if (found === undefined)
        return ensureBound(api, port, await createOnce(api, 'port', port, { look }), wantedDatapath);
      const updated = update === undefined ? found : withDetails(await updatePort(api, one, update, auto));
      return ensureBound(api, port, updated, wantedDatapath, { again: isMisplugged(updated) });
    });
  }
  const rebound = due.length - missing.length - changed.length;
  return {
    changed: due.length > 0,
    summary: `${wanted.length} ports, ${missing.length} of them created now, ${changed.length} updated, ${rebound} bound again.`,
  };
}
