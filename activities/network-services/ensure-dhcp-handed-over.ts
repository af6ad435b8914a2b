import { z } from 'zod';
import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import { pluralize } from '../../model/pluralize';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { storedFileSchema } from '../define/stored-file';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { selectUnits, switchUnits } from '../toolbox/switch-units';
import {
  loadBefore,
  readDhcpBefore,
  servedNetworks,
  storeBefore,
  type DhcpBefore,
  type DhcpHandOver,
} from './dhcp-before';
import { DhcpStandIns } from './dhcp-stand-ins';
import { handOver } from './hand-over';
import { proveLeases } from './prove-leases';
import { putBack } from './put-back';
import { oldDhcp } from './restore-dhcp';

const restoreDhcp = defineUndo({
  kind: 'restoreDhcp',
  /** A `DhcpBefore` in the store. */
  detail: z.object({ before: storedFileSchema }),
  undo: async (deps, { before: stored }, { cluster, run }) => {
    const before = await loadBefore(deps, stored);
    const definition = await deps.readDefinition(cluster);
    await putBack(deps, run, definition, 'dhcp', oldDhcp(deps, definition, before));
    return `${servedNetworks(before).length} networks are served by their old DHCP servers.`;
  },
});

/**
 * Hands DHCP over, all networks at once: Neutron gives a new agent every network that has none yet, and two servers with one
 * address must never answer together. Neutron hears of new agents and their networks while the old servers answer; then these go
 * down, the new agents start, and leases are renewed from inside VMs; if that fails the old servers are back at once, and the step fails.
 */
export const ensureDhcpHandedOver = defineStep({
  name: 'ensureDhcpHandedOver',
  once: 'done',
  undo: restoreDhcp,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition } = access;
    const { dhcp } = definition.network.services;
    if (dhcp === null)
      return { changed: false, summary: 'network.services.dhcp is not given: nothing is handed over.' };
    const api = new NetworkApi(access.session);
    const { changed, report } = await handOver(deps, access, input, {
      service: 'dhcp',
      title: 'DHCP',
      servers: 'servers',
      agents: dhcp.new,
      undo: restoreDhcp,
      observe: async () => ({
        before: await storeBefore(deps, await readDhcpBefore(deps, definition, api, dhcp, input)),
      }),
      open: async ({ before: stored }) => {
        const before = await loadBefore(deps, stored);
        const networks = servedNetworks(before);
        const standIns = new DhcpStandIns(access.target, definition.target.databases.neutron, dhcp.new);
        return {
          ...oldDhcp(deps, definition, before),
          networks: networks.length,
          prepare: () => standIns.prepare(api, networks),
          stopOld: async () => {
            await takeDown(deps, definition, dhcp, before);
            await standIns.renew();
          },
          prove: (renewed) => proveLeases(deps, definition, api, dhcp, networks, renewed),
        };
      },
    });
    const served = `${pluralize(report.networks ?? 0, 'network')} served by the new DHCP agents on ${report.machines.join(', ')}`;
    const after = report.gapMs === null ? '' : ` after ${(report.gapMs / 1000).toFixed(1)} s`;
    return { changed, summary: `${served}, leases renewed${after}.` };
  },
});

async function takeDown(
  deps: Dependencies,
  definition: ClusterDefinition,
  dhcp: DhcpHandOver,
  { servers, keep }: DhcpBefore,
): Promise<void> {
  await switchUnits(deps, definition, 'stop', await selectUnits(deps, definition, dhcp.old, true));
  await Promise.all(
    Object.entries(servers).map(async ([host, list]) =>
      (await DhcpMachine.install(await deps.machine(definition, host))).down(list, keep),
    ),
  );
}
