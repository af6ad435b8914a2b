import { counted } from '../../model/counted';
import { named } from '../../model/named';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess } from '../toolbox/access';
import { recordList } from './target/ensure-objects';
import {
  endpointConflicts,
  endpointKey,
  endpointsDiffer,
  insertEndpoint,
  missingEndpoints,
  readTunnelEndpoints,
} from './target/tunnel-endpoints';

/**
 * Tells the new Neutron at which addresses the tunnels of the old one's hosts end. An agent builds tunnels to the endpoints that its
 * Neutron knows and to no others: the first new one would lose the way to every host whose agent is still the old one.
 */
export function createEnsureTunnelEndpoints(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, pair, source, target } = await openAccess(deps, input.run.cluster);
    const schema = definition.target.databases.neutron;
    const { tunnels } = pair.network;
    const old = await readTunnelEndpoints(source, definition.source.databases.neutron, tunnels);
    if (old.length === 0)
      return {
        changed: false,
        summary: 'The old Neutron has no endpoints of tunnels: there is nothing to put across.',
      };
    const before = await readTunnelEndpoints(target, schema, tunnels);
    const conflicts = endpointConflicts(old, before);
    if (conflicts.length > 0) throw failure('TargetNotClean', endpointsDiffer(schema, conflicts));
    const missing = missingEndpoints(old, before);
    await recordList(ledger, input, 'removeTunnelEndpoints', {}, { keys: missing.map(endpointKey) });
    for (const endpoint of missing) await insertEndpoint(target, schema, tunnels, endpoint);
    const left = missingEndpoints(old, await readTunnelEndpoints(target, schema, tunnels)).map(endpointKey);
    if (left.length > 0)
      throw failure('TargetNotClean', `${schema} has rows in the way of the tunnels' endpoints ${named(left)}.`);
    return {
      changed: missing.length > 0,
      summary: `${counted(old.length, 'endpoint')} of tunnels, ${missing.length} of them put across now.`,
    };
  };
}
