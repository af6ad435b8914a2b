import { ApiError } from '../../connectors/openstack/api-error';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../services/access';
import type { Blocker } from '../services/blocker';
import { identifier } from '../../model/quote';
import { readLiberty, type LibertyRows } from './read-liberty';
import { flag, text } from './wanted/fields';
import { isLeftOut } from './wanted/ports';

/** Our extension's alias: without it Neutron refuses ids. */
const EXPLICIT_IDS = 'explicit-id';
const PORT_SECURITY = 'port-security';

/** How many objects a message names. */
const NAMED = 10;

/** All that keeps the network from being re-created; reads only. */
export function createReadNetworkBlockers(deps: Dependencies) {
  return async (input: StepInput): Promise<{ readonly blockers: readonly Blocker[] }> => {
    const access = await openAccess(deps, input.run.cluster);
    const rows = await readLiberty(access.source, access.definition.source.databases.neutron);
    const blockers = [...(await api(access, rows)), ...(await foreignObjects(access)), ...hosts(access, rows)];
    return { blockers };
  };
}

async function api({ session }: Access, rows: LibertyRows): Promise<Blocker[]> {
  try {
    const loaded = await new NetworkApi(session).extensions();
    const unguarded = [...rows.ports, ...rows.networks].filter(
      (row) => row['port_security_enabled'] !== null && !flag(row['port_security_enabled']),
    );
    return [
      ...(loaded.has(EXPLICIT_IDS)
        ? []
        : [apiFailed(`Neutron has not loaded the extension ${EXPLICIT_IDS} (see remote/neutron-extension)`)]),
      ...(loaded.has(PORT_SECURITY) || unguarded.length === 0
        ? []
        : [
            apiFailed(
              `${unguarded.length} objects have port security off; Neutron lacks the extension ${PORT_SECURITY}`,
            ),
          ]),
    ];
  } catch (error) {
    if (error instanceof ApiError) return [apiFailed(error.message)];
    throw error;
  }
}

function apiFailed(message: string): Blocker {
  return { type: 'ApiFailed', message: `${message}.` };
}

/** What stands in the new Neutron that no step of ours has made. By SQL: a listing by API would make a default group. */
async function foreignObjects({ definition, ledger, target }: Access): Promise<Blocker[]> {
  const { name } = definition;
  // After the comparison tenants may have made objects of their own: a later run leaves the network alone.
  if ((await ledger.readDone(name, 'network/neutron/compare')) !== undefined) return [];
  const undos = await ledger.readUndos(name, { limit: 100, phases: ['network'] });
  const claimed = new Set(undos.flatMap(({ detail }) => [detail['ids'], detail['groups']].flat()));
  const schema = identifier(definition.target.databases.neutron);
  const found = await target(
    `SELECT 'network' AS kind, id FROM ${schema}.networks UNION ALL SELECT 'subnet', id FROM ${schema}.subnets
     UNION ALL SELECT 'port', id FROM ${schema}.ports
     UNION ALL SELECT 'security group', id FROM ${schema}.securitygroups
       WHERE id NOT IN (SELECT security_group_id FROM ${schema}.default_security_group)`,
  );
  const foreign = found.filter((row) => !claimed.has(text(row['id'])));
  if (foreign.length === 0) return [];
  const named = foreign.slice(0, NAMED).map((row) => `${text(row['kind'])} ${text(row['id'])}`);
  const message = `The new Neutron has ${foreign.length} objects that are not ours: ${named.join(', ')}.`;
  return [{ type: 'TargetNotClean', message }];
}

/** Ports are bound by the agents of their hosts: each must be an agent's, and be a hypervisor of the definition. */
function hosts({ definition }: Access, rows: LibertyRows): Blocker[] {
  const withAgent = new Set(rows.agents.map((row) => text(row['host'])));
  const known = new Set(definition.hypervisors);
  const bound = new Set(
    rows.ports
      .filter((row) => !isLeftOut(row) && text(row['device_owner']).startsWith('compute:'))
      .map((row) => text(row['host']))
      .filter((host) => host !== ''),
  );
  const strange = [...bound].filter((host) => !known.has(host));
  const without = [...bound].filter((host) => !withAgent.has(host));
  return [
    ...(strange.length === 0 ? [] : [undefinedHosts('are not among the hypervisors of the definition', strange)]),
    ...(without.length === 0 ? [] : [undefinedHosts('have no Open vSwitch agent in the old Neutron', without)]),
  ];
}

function undefinedHosts(what: string, names: readonly string[]): Blocker {
  return { type: 'InvalidDefinition', message: `Hosts that ports are bound to ${what}: ${names.join(', ')}.` };
}
