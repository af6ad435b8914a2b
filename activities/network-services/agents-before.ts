import { z } from 'zod';
import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import { stepUnitName } from '../../model/names';
import type { Check, HandOver, NetworkService } from '../../model/network-services';
import type { StepInput } from '../../model/run';
import { L3_AGENT_TYPE, METADATA_AGENT_TYPE } from '../../model/network/neutron-names';
import type { Dependencies } from '../dependencies';
import { noteUnits, unitsBeforeSchema } from './units-before';

export type AgentService = Exclude<NetworkService, 'dhcp'>;
export type AgentHandOver = HandOver & { readonly check: Check | null };

export const AGENT_TYPES: Readonly<Record<AgentService, string>> = { l3: L3_AGENT_TYPE, metadata: METADATA_AGENT_TYPE };

/** L3 or metadata agents before a hand-over: all that brings them back. */
export const agentsBeforeSchema = unitsBeforeSchema.extend({
  service: z.enum(['l3', 'metadata']),
  /** Ids of the agents of this type that the new Neutron knew. */
  agents: z.array(z.string()).readonly(),
  /** What tells the gap; null without a check, and not there in a ledger of an earlier version. */
  watch: z
    .object({ host: z.string(), command: z.array(z.string()).readonly(), unit: z.string() })
    .nullable()
    .exactOptional(),
});

export type AgentsBefore = Readonly<z.output<typeof agentsBeforeSchema>>;

export async function readAgentsBefore(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  handOver: AgentHandOver,
  { run, step, service }: StepInput & { readonly service: AgentService },
): Promise<AgentsBefore> {
  const { check } = handOver;
  return {
    service,
    ...(await noteUnits(deps, definition, handOver)),
    agents: (await api.list('agent', { agent_type: AGENT_TYPES[service] })).map(({ id }) => id),
    watch: check === null ? null : { ...check, unit: stepUnitName(run.id, `${step}-gap`) },
  };
}
