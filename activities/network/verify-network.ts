import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { OVS_AGENT } from '../../releases/liberty-to-stein/neutron';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openAccess, type Access } from '../services/access';
import { AgentRows } from './agent-rows';
import { defaultGroupIds, mapDefaults } from './default-groups';
import { differencesOf, type Difference } from './differences';
import { readLiberty, type LibertyRows } from './read-liberty';
import { text } from './wanted/fields';
import { wantedNetworks } from './wanted/networks';
import { isLeftOut, wantedPorts } from './wanted/ports';
import { oldDefaultGroups, wantedRules, wantedSecurityGroups } from './wanted/security-groups';
import { wantedSubnets } from './wanted/subnets';

/** How many differences the fact and the message hold; the rest are counted. */
const IN_FACT = 200;
const IN_MESSAGE = 10;

/** Reads both sides again and compares them object by object, field by field; one difference is a failure. */
export function createVerifyNetwork(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const rows = await readLiberty(access.source, access.definition.source.databases.neutron);
    const differences = await compareSides(access, rows);
    const counts = {
      securityGroups: rows.securityGroups.length,
      rules: rows.securityGroupRules.length,
      networks: rows.networks.length,
      subnets: rows.subnets.length,
      ports: rows.ports.filter((row) => !isLeftOut(row)).length,
    };
    const leftOut = [
      ...rows.leftOut.filter(({ count }) => Number(count) > 0).map(({ kind, count }) => `${count} ${kind}`),
      ...rows.ports.filter(isLeftOut).map((row) => `port ${text(row['id'])} (${text(row['device_owner'])})`),
    ];
    await access.ledger.recordFact(input.run, 'network', {
      counts,
      leftOut: leftOut.slice(0, IN_FACT),
      differences: differences.slice(0, IN_FACT).map((difference) => ({ ...difference })),
      differencesInAll: differences.length,
    });
    if (differences.length > 0) throw failure('NetworkDiffers', describe(differences));
    const compared = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const rest = leftOut.length === 0 ? '' : ` Not re-created: ${leftOut.slice(0, IN_MESSAGE).join(', ')}.`;
    return { changed: false, summary: `${compared} objects are the same on both sides.${rest}` };
  };
}

async function compareSides({ definition, session, target }: Access, rows: LibertyRows): Promise<Difference[]> {
  const schema = definition.target.databases.neutron;
  const api = new NetworkApi(session);
  await new AgentRows(target, schema).renew();
  const newDefaults = await defaultGroupIds(target, schema);
  const defaults = mapDefaults(oldDefaultGroups(rows), newDefaults);
  // Neutron makes default groups for whoever calls it first: only those of the old side's projects have a counterpart.
  const strange = new Set([...newDefaults.values()].filter((id) => !Object.values(defaults).includes(id)));
  const groups = (await api.list('security_group')).filter(({ id }) => ![...newDefaults.values()].includes(id));
  const rules = await api.list('security_group_rule');
  const agents = await api.list('agent', { agent_type: OVS_AGENT.type });
  const hosts = new Set(rows.agents.map((row) => text(row['host'])));
  return [
    ...differencesOf(
      'agent',
      [...hosts].map(livingAgent),
      agents.map(byHost).filter(({ id }) => hosts.has(id)),
    ),
    ...differencesOf('security_group', wantedSecurityGroups(rows), groups),
    ...differencesOf(
      'security_group_rule',
      wantedRules(rows, defaults),
      rules.filter((rule) => !strange.has(text(rule['security_group_id']))),
    ),
    ...differencesOf('network', wantedNetworks(rows), await api.list('network')),
    ...differencesOf('subnet', wantedSubnets(rows), await api.list('subnet')),
    ...differencesOf('port', wantedPorts(rows, defaults).map(boundPort), await api.list('port')),
  ];
}

/** Agents are the same when they are of the same host: the new one draws an id of its own. */
function livingAgent(host: string): NetworkObject {
  return { id: host, alive: true, admin_state_up: true };
}

function byHost(agent: NetworkObject): NetworkObject {
  return { ...agent, id: text(agent['host']) };
}

function boundPort(port: NetworkObject): NetworkObject {
  return port['binding:host_id'] === '' ? port : { ...port, 'binding:vif_type': 'ovs' };
}

function describe(differences: readonly Difference[]): string {
  const lines = differences.slice(0, IN_MESSAGE).map(({ kind, id, field, source, target }) => {
    if (field !== 'id') return `${kind} ${id}: ${field} was ${JSON.stringify(source)} and is ${JSON.stringify(target)}`;
    return target === null ? `${kind} ${id} is missing` : `${kind} ${id} is new`;
  });
  const more = differences.length > IN_MESSAGE ? ` and ${differences.length - IN_MESSAGE} more` : '';
  return `The networks differ in ${differences.length} fields: ${lines.join('; ')}${more}.`;
}
