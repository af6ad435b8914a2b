import { z } from 'zod';
import { pluralize } from '../../model/pluralize';
import { listFirst } from '../../model/list-first';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openAccess, type Access } from '../toolbox/access';
import { readNetworkUndos } from './target/claims';
import { recordList } from './target/ensure-objects';
import { untilSettled } from './target/recorded-proof';
import {
  endpointConflicts,
  endpointKey,
  endpointsDiffer,
  insertEndpoint,
  missingEndpoints,
  readTunnelEndpoints,
  removeEndpoint,
  type TunnelEndpoint,
} from './target/tunnel-endpoints';

const removeTunnelEndpoints = defineUndo({
  kind: 'removeTunnelEndpoints',
  detail: z.object({ keys: z.array(z.string()).readonly() }),
  undo: async (deps, { keys }, { cluster }) => {
    const { definition, pair, target } = await openAccess(deps, cluster);
    const schema = definition.target.databases.neutron;
    const { tunnels } = pair.network;
    const claimed = new Set(keys);
    const ours = (await readTunnelEndpoints(target, schema, tunnels)).filter((one) => claimed.has(endpointKey(one)));
    for (const endpoint of ours) await removeEndpoint(target, schema, tunnels, endpoint);
    return `${ours.length} of ${keys.length} endpoints of tunnels are taken away.`;
  },
});

/**
 * Tells the new Neutron at which addresses the tunnels of the old one's hosts end. An agent builds tunnels to the endpoints that its
 * Neutron knows and to no others: the first new one would lose the way to every host whose agent is still the old one.
 */
export const ensureTunnelEndpoints = defineStep({
  name: 'ensureTunnelEndpoints',
  once: 'never',
  undo: removeTunnelEndpoints,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensureEndpoints(access, input), { evenUnchanged: true });
  },
});

async function ensureEndpoints(access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, pair, source, target } = access;
  const schema = definition.target.databases.neutron;
  const { tunnels } = pair.network;
  const old = await readTunnelEndpoints(source, definition.source.databases.neutron, tunnels);
  const ours = new Set(
    removeTunnelEndpoints.detailsOf(await readNetworkUndos(ledger, input.run.cluster)).flatMap(({ keys }) => keys),
  );
  if (old.length === 0 && ours.size === 0)
    return { changed: false, summary: 'The old Neutron has no endpoints of tunnels: there is nothing to copy.' };
  const present = await readTunnelEndpoints(target, schema, tunnels);
  const gone = present.filter((one) => ours.has(endpointKey(one)) && !old.some((was) => isSameEndpoint(was, one)));
  for (const endpoint of gone) await removeEndpoint(target, schema, tunnels, endpoint);
  const before = present.filter((one) => !gone.includes(one));
  const conflicts = endpointConflicts(old, before);
  if (conflicts.length > 0) throw failure('TargetNotClean', endpointsDiffer(schema, conflicts));
  const missing = missingEndpoints(old, before);
  await recordList(ledger, input, removeTunnelEndpoints, {
    items: missing.map(endpointKey),
    itemsOf: ({ keys }) => keys,
    detailOf: (keys) => ({ keys }),
  });
  for (const endpoint of missing) await insertEndpoint(target, schema, tunnels, endpoint);
  const left = missingEndpoints(old, await readTunnelEndpoints(target, schema, tunnels)).map(endpointKey);
  if (left.length > 0)
    throw failure('TargetNotClean', `${schema} has rows in the way of the tunnels' endpoints ${listFirst(left)}.`);
  return {
    changed: missing.length + gone.length > 0,
    summary: `${pluralize(old.length, 'endpoint')} of tunnels, ${missing.length} of them copied now${gone.length === 0 ? '' : `, ${gone.length} taken away`}.`,
  };
}

function isSameEndpoint(one: TunnelEndpoint, other: TunnelEndpoint): boolean {
  return endpointKey(one) === endpointKey(other) && one.udpPort === other.udpPort;
}
