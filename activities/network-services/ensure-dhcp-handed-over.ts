import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import { counted } from '../../model/counted';
import type { StepInput, StepResult } from '../../model/run';
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
import { handOver } from './hand-over';
import { proveLeases } from './prove-leases';
import { oldDhcp } from './restore-dhcp';

/**
 * Hands DHCP over, all networks at once: Neutron gives a new agent every network that has none yet, and two servers with one
 * address must never answer together. The old servers go down first, the new agents start, and leases are renewed from inside VMs;
 * if that fails the old servers are back at once, and the step fails.
 */
export function createEnsureDhcpHandedOver(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
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
      undo: 'restoreDhcp',
      observe: async () => storeBefore(deps, await readDhcpBefore(deps, definition, api, dhcp, input)),
      open: async (detail) => {
        const before = await loadBefore(deps, detail);
        const networks = servedNetworks(before);
        return {
          ...oldDhcp(deps, definition, before),
          networks: networks.length,
          stopOld: () => takeDown(deps, definition, dhcp, before),
          prove: (renewed) => proveLeases(deps, definition, api, dhcp, networks, renewed),
        };
      },
    });
    const served = `${counted(report.networks ?? 0, 'network')} served by the new DHCP agents on ${report.machines.join(', ')}`;
    const after = report.gapMs === null ? '' : ` after ${(report.gapMs / 1000).toFixed(1)} s`;
    return { changed, summary: `${served}, leases renewed${after}.` };
  };
}

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
