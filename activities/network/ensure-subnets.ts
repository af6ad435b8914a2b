import type { NetworkApi, NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { ensureKind } from './ensure-kind';
import { isEmpty } from './target/ensure-objects';
import { deleteNetworkObjects } from './target/undo-objects';
import { wantedSubnets } from './wanted/subnets';

/** Subnets with their ids, pools, gateways, name servers and routes. */
export const ensureSubnets = defineStep({
  name: 'ensureSubnets',
  once: 'never',
  undo: deleteNetworkObjects,
  run: (deps: Dependencies, input: StepInput) => ensureKind(deps, input, 'subnet', wantedSubnets, ensureNoPools),
});

/** Who posts a subnet without a pool gets one of all its addresses; it is taken away again. */
async function ensureNoPools(api: NetworkApi, wanted: readonly NetworkObject[]): Promise<number> {
  const without = new Set(wanted.filter((subnet) => isEmpty(subnet['allocation_pools'])).map(({ id }) => id));
  if (without.size === 0) return 0;
  const due = (await api.list('subnet')).filter(
    ({ id, allocation_pools: pools }) => without.has(id) && !isEmpty(pools),
  );
  for (const { id } of due) await api.update('subnet', id, { allocation_pools: [] });
  return due.length;
}
