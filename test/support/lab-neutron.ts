import type { Dependencies } from '../../activities/dependencies';
import { DATABASE_PARTS, targetQuery } from './databases';
import { findReleasePair } from '../../releases/register';
import { LAB_DEFINITION } from './lab-definition';
import { memoryLedger } from './memory-ledger';

/** The tables of the new Neutron that a re-creation writes to. */
const TABLES = [
  // Other tests start hosts of their own, which report themselves.
  'agents WHERE host IN (SELECT host FROM liberty_neutron.agents)',
  'ml2_vxlan_endpoints',
  'ml2_gre_endpoints',
  'ml2_geneve_endpoints',
  'networks',
  'networksegments',
  'subnets',
  'ports',
  'ipallocations',
  'ml2_port_bindings',
  'ml2_port_binding_levels',
  'securitygroups',
  'securitygrouprules',
  'standardattributes',
  'networkrbacs',
  'routers',
  'routerports',
  'routerroutes',
  'floatingips',
  'quotas',
];

/** How many rows each of Neutron's tables has: what an undo must bring back. */
export async function countNeutronRows(): Promise<Readonly<Record<string, number>>> {
  const query = targetQuery(LAB_DEFINITION);
  const counts = TABLES.map(async (table) => {
    const [row] = await query(`SELECT COUNT(*) AS n FROM neutron.${table}`);
    return [table, Number(row?.['n'])] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** The lab as activities see it, with a ledger in memory. */
export function labDependencies() {
  const ledger = memoryLedger();
  const deps = {
    readDefinition: async () => LAB_DEFINITION,
    releasePair: findReleasePair,
    ledger: async () => ledger,
    ...DATABASE_PARTS,
    machine: () => Promise.reject(new Error('this test reaches no machine')),
  } as unknown as Dependencies;
  return { deps, ledger };
}

/** Lets so many requests of a method to a path through and then cuts all connections, as a killed worker would. */
export async function dyingAfter<T>(
  requests: number,
  method: string,
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  const real = globalThis.fetch;
  let seen = 0;
  globalThis.fetch = async (input, init) => {
    if (init?.method === method && typeof input === 'string' && input.endsWith(path) && seen++ >= requests)
      throw new Error('killed');
    if (seen > requests) throw new Error('killed');
    return real(input, init);
  };
  try {
    return await work();
  } finally {
    globalThis.fetch = real;
  }
}
