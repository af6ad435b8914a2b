import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { pluralize } from '../../model/pluralize';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { AgentRows } from './target/agent-rows';
import { sameValue } from './compare/differences';
import { deleteRouters } from './target/delete-routers';
import { DrawnIds } from './target/drawn-ids';
import { ensureGatewayPort } from './target/ensure-gateway';
import { createOnce, recordList } from './target/ensure-objects';
import { readNetwork } from './source/read-liberty';
import { changesOf } from './reconcile/changes';
import { refuseForeign } from './reconcile/foreign';
import { readClaims } from './target/claims';
import { readTarget } from './target/read-target';
import { forgetComparison, untilSettled } from './target/recorded-proof';
import { ensureInterfaces } from './target/router-interfaces';
import { text } from './source/fields';
import { presentRouters, routerInterfaces, wantedRouters } from './wanted/routers';

/** Routers with their ids, interfaces, gateways and routes, where `network.create` asks for them. */
export const ensureRouters = defineStep({
  name: 'ensureRouters',
  once: 'never',
  undo: deleteRouters,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensureAllRouters(deps, access, input), { evenUnchanged: true });
  },
});

async function ensureAllRouters(deps: Dependencies, access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, session, target } = access;
  const { create, atOnce } = definition.network;
  const schema = definition.target.databases.neutron;
  const rows = await readNetwork(access);
  const wanted = wantedRouters(rows, create);
  if (wanted.length === 0) return { changed: false, summary: 'No routers to be created.', unasked: true };
  const api = new NetworkApi(session);
  const { missing, changed: different, fixed } = changesOf('router', wanted, presentRouters(await readTarget(access)));
  refuseForeign('router', [...different, ...fixed], await readClaims(ledger, input.run.cluster));
  if (missing.length > 0) await forgetComparison(ledger, input.run);
  await recordList(ledger, input, deleteRouters, {
    items: missing.map(({ id }) => id),
    itemsOf: ({ ids }) => ids,
    detailOf: (ids) => ({ ids }),
  });

  const plain = placeOf(await api.extensions());
  await inParallel(missing, atOnce, ({ external_gateway_info: _gateway, routes: _routes, ...router }) =>
    createOnce(api, 'router', { ...router, ...plain }),
  );
  const joined = await ensureInterfaces(api, target, schema, routerInterfaces(rows, create));
  const ports = await DrawnIds.of(await deps.databases.of(definition.target.server), schema, 'ports');
  const agents = new AgentRows(target, schema);
  const portOf = new Map(rows.ports.map((row) => [text(row['id']), row]));
  const gatewayOf = new Map(rows.routers.map((row) => [text(row['id']), portOf.get(text(row['gw_port_id']))]));
  let changed = 0;
  await inParallel(wanted, atOnce, async (router) => {
    if (await ensureRouterFields(api, router)) changed++;
    const gateway = gatewayOf.get(router.id);
    if (gateway !== undefined && (await ensureGatewayPort({ api, ports, agents }, router.id, gateway))) changed++;
  });
  return {
    changed: missing.length + joined + changed > 0,
    summary: `${pluralize(wanted.length, 'router')}, ${missing.length} of them created now, ${pluralize(joined, 'interface')} attached now, ${changed} changed.`,
  };
}

/** The target's defaults may spread routers over hosts; those of the old side were in one place. */
function placeOf(extensions: ReadonlySet<string>): Readonly<Record<string, boolean>> {
  return {
    ...(extensions.has('dvr') ? { distributed: false } : {}),
    ...(extensions.has('l3-ha') ? { ha: false } : {}),
  };
}

async function ensureRouterFields(api: NetworkApi, wanted: NetworkObject): Promise<boolean> {
  const present = await api.find('router', wanted.id);
  const due = (['name', 'admin_state_up', 'external_gateway_info', 'routes'] as const).filter(
    (field) => !sameValue(field, wanted[field] ?? null, present?.[field] ?? null),
  );
  // In this order: a route leads through the gateway's network, too.
  for (const field of due)
    await api.update('router', wanted.id, {
      [field]: wanted[field] ?? (field === 'routes' ? [] : {}),
    });
  return due.length > 0;
}
