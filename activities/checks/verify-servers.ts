import { choose } from '../../alignment/choose';
import { listServers, type Server } from '../../connectors/openstack/compute-api';
import type { Statements } from '../../connectors/mysql/statements';
import type { ClusterDefinition } from '../../model/cluster';
import { listFirst } from '../../model/list-first';
import type { StepResult } from '../../model/run';
import { identifier } from '../../model/quote';
import { judge } from '../define/check';
import { defineStep } from '../define/step';
import { readAdopted } from '../guests/adopted';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { acceptStates, type Named } from './accepted-states';
import { comparedOf, problemsOf, type ListInput, type Look } from './compare';

/** What Nova's API calls a `vm_state`, when nothing is under way. */
const STATUS: Readonly<Record<string, string>> = {
  active: 'ACTIVE',
  stopped: 'SHUTOFF',
  paused: 'PAUSED',
  suspended: 'SUSPENDED',
  shelved: 'SHELVED',
  shelved_offloaded: 'SHELVED_OFFLOADED',
  rescued: 'RESCUE',
  resized: 'VERIFY_RESIZE',
  error: 'ERROR',
  'soft-delete': 'SOFT_DELETED',
  building: 'BUILD',
  deleted: 'DELETED',
};

/**
 * Nova's API lists every VM of the old side, soft-deleted ones too, with the same name, host and addresses, in the project that the
 * copy gave it, and in the same status, but for states that were taken over from hypervisors, and of guests that may change; and no other.
 */
export const verifyServers = defineStep({
  name: 'verifyServers',
  once: 'never',
  run: async (deps: Dependencies, input: ListInput): Promise<StepResult> => {
    const { definition, ledger, session, source, newIdentities } = await openAccess(deps, input.run.cluster);
    const { projects } = await newIdentities();
    const adopted = await readAdopted(ledger, input.run.cluster);
    const old = await readSource(
      source,
      definition.source.databases,
      choose('project_id', projects, 'project_id'),
      adopted,
    );
    const servers = await listServers(session, input.most);
    const after = new Map(servers.map((server) => [server.id, lookOf(server)]));
    const before = comparedOf(old, after, input);
    const states = acceptStates(before, after, servers.map(named), definition.guests.accept);
    const problems = problemsOf('server', states.before, after).map(withRemedy);
    const { changed, summary } = await judge(ledger, input, { name: 'servers', checked: before.size, problems });
    if (states.accepted.length === 0) return { changed, summary };
    return { changed, summary: `${summary} Accepted by guests.accept: ${listFirst(states.accepted, '; ')}.` };
  },
});

function named(server: Server): Named {
  return {
    id: server.id,
    host: server['OS-EXT-SRV-ATTR:host'] ?? '',
    domain: server['OS-EXT-SRV-ATTR:instance_name'] ?? '',
  };
}

/** A guest that shut itself down is nobody's fault. */
function withRemedy(problem: string): string {
  const [, id] = /^server (\S+): status was /.exec(problem) ?? [];
  return id === undefined
    ? problem
    : `${problem} (name ${id} in guests.accept where the guest did so itself, and start the upgrade again; or bring it back, and resume)`;
}

function lookOf(server: Server): Look {
  const addresses = Object.values(server.addresses)
    .flat()
    .filter((address) => address['OS-EXT-IPS:type'] !== 'floating')
    .map((address) => `${address['OS-EXT-IPS-MAC:mac_addr']} ${address.addr}`);
  return {
    name: server.name,
    project: server.tenant_id,
    status: server.status,
    host: server['OS-EXT-SRV-ATTR:host'] ?? '',
    addresses: addresses.sort().join(', '),
  };
}

/** `project` is SQL on a row of `instances`. */
async function readSource(
  on: Statements,
  { nova, neutron }: ClusterDefinition['source']['databases'],
  project: string,
  adopted: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Look>> {
  const servers = await on.rows(
    `SELECT uuid, display_name, ${project} AS project, vm_state, host FROM ${identifier(nova)}.instances WHERE deleted = 0`,
  );
  const ports = await on.rows(
    `SELECT p.device_id, p.mac_address, a.ip_address FROM ${identifier(neutron)}.ports p
       JOIN ${identifier(neutron)}.ipallocations a ON a.port_id = p.id WHERE p.device_owner LIKE 'compute:%'`,
  );
  const addresses = new Map<string, string[]>();
  for (const port of ports) {
    const device = String(port['device_id']);
    const address = `${String(port['mac_address'])} ${String(port['ip_address'])}`;
    addresses.set(device, [...(addresses.get(device) ?? []), address]);
  }
  return new Map(
    servers.map((row): [string, Look] => {
      const uuid = String(row['uuid']);
      const state = adopted.get(uuid) ?? String(row['vm_state']);
      return [
        uuid,
        {
          name: String(row['display_name'] ?? ''),
          project: String(row['project']),
          status: STATUS[state] ?? state,
          host: String(row['host'] ?? ''),
          addresses: (addresses.get(uuid) ?? []).sort().join(', '),
        },
      ];
    }),
  );
}
