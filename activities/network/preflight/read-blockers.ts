import type { Blocker, BlockersResult } from '../../../model/blocker';
import { pluralize } from '../../../model/pluralize';
import type { StepInput } from '../../../model/run';
import { defineRead } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { openAccess, type Access } from '../../toolbox/access';
import { withChosenMtu } from '../source/chosen-mtu';
import { isCompared } from '../target/recorded-proof';
import { PROJECT_COLUMNS, readLiberty, withProjects, type LibertyRows } from '../source/read-liberty';
import { text } from '../source/fields';
import { portKinds } from '../wanted/port-kinds';
import { agentsAtWork } from './agents-at-work';
import { blockedExtensions } from './blocked-extensions';
import { blockedTunnels } from './blocked-tunnels';
import { blockedSegments } from './segments/blocked-segments';
import { foreignObjects } from './foreign-objects';
import { readUnsupportedResources, remedy, sentence } from './unsupported-resources';
import { listFirst } from '../../../model/list-first';
import { refusedRows } from './rows-refused';
import { unstorableTexts } from './unstorable-texts';

/** All that keeps the network from being re-created, at once; reads only. */
export const readNetworkBlockers = defineRead({
  name: 'readNetworkBlockers',
  run: async (deps: Dependencies, input: StepInput): Promise<BlockersResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const blockers = await findNetworkBlockers(access);
    return { changed: false, summary: `${pluralize(blockers.length, 'blocker')} in the network.`, blockers };
  },
});

/** The same for whoever has opened the cluster already. */
export async function findNetworkBlockers(access: Access): Promise<readonly Blocker[]> {
  const { definition, ledger, pair, source } = access;
  // Finished work is left alone: the extension may be gone, and tenants may have made their own objects.
  if (await isCompared(ledger, definition.name)) return [];
  const schema = definition.source.databases.neutron;
  const old = await readLiberty(source, schema, pair.network.statements);
  const { projects } = await access.newIdentities();
  const rows = withProjects(old, projects);
  const left = await readUnsupportedResources(source, schema, pair.network, definition.network);
  return [
    ...(await blockedExtensions(access, withChosenMtu(rows, definition.network.mtu))),
    ...(await foreignObjects(access)),
    ...(await agentsAtWork(access)),
    ...(await blockedTunnels(access, rows)),
    ...(await blockedSegments(access, rows)),
    ...hosts(access, rows),
    ...unmappedProjects(old, projects, schema),
    ...refusedBlockers(refusedRows(rows, pair.network.protocolNumbers), schema, pair.to),
    ...(await unstorableTexts(access, rows)),
    ...left
      .filter(({ accepted }) => !accepted)
      .map((one) => unmappedBlocker(`${capitalise(sentence(one, schema))}. ${remedy(one)}`)),
  ];
}

function unmappedBlocker(message: string): Blocker {
  return { type: 'RowsUnmapped', message };
}

function refusedBlockers(found: readonly string[], schema: string, release: string): Blocker[] {
  if (found.length === 0) return [];
  const rows = pluralize(found.length, 'row');
  const neutron = `${capitalise(release)}'s Neutron`;
  return [
    unmappedBlocker(`${schema} has ${rows} that ${neutron} does not take as they are: ${listFirst(found, '; ')}.`),
  ];
}

function capitalise(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}

/** Where the definition gives new ids of projects, an id without one is refused, as it is in the other databases. */
function unmappedProjects(rows: LibertyRows, projects: Readonly<Record<string, string>>, schema: string): Blocker[] {
  if (Object.keys(projects).length === 0) return [];
  const counts = new Map<string, number>();
  for (const row of Object.values(rows).flat())
    for (const column of PROJECT_COLUMNS) {
      const id = text(row[column]);
      if (id !== '' && id !== '*' && projects[id] === undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  if (counts.size === 0) return [];
  const things = [...counts].map(([id, count]) => `${id} (${pluralize(count, 'row')})`);
  return [unmappedBlocker(`${schema}: alignment.identity.projects has no partner for ${listFirst(things)}.`)];
}

/** Ports are bound by the agents of their hosts: each must be an agent's, and that of a VM a hypervisor of the definition. */
function hosts({ definition }: Access, rows: LibertyRows): Blocker[] {
  const kindOf = portKinds(rows, []);
  const own = rows.ports.filter((row) => kindOf(row) === 'own' && text(row['host']) !== '');
  const withAgent = new Set(rows.agents.map((row) => text(row['host'])));
  const known = new Set(definition.hypervisors);
  const ofVms = own.filter((row) => text(row['device_owner']).startsWith('compute:'));
  const strange = [...new Set(ofVms.map((row) => text(row['host'])))].filter((host) => !known.has(host));
  const without = [...new Set(own.map((row) => text(row['host'])))].filter((host) => !withAgent.has(host));
  return [
    ...(strange.length === 0 ? [] : [undefinedHosts('are not among the hypervisors of the definition', strange)]),
    ...(without.length === 0 ? [] : [undefinedHosts('have no Open vSwitch agent in the old Neutron', without)]),
  ];
}

function undefinedHosts(what: string, names: readonly string[]): Blocker {
  return { type: 'InvalidDefinition', message: `Hosts that ports are bound to ${what}: ${listFirst(names)}.` };
}
