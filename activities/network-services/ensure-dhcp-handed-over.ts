import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import { counted } from '../../model/counted';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openAccess } from '../services/access';
import { selectUnits, switchUnits } from '../services/switch-units';
import { failsFor } from './checks';
import {
  loadBefore,
  readDhcpBefore,
  servedNetworks,
  storeBefore,
  type DhcpBefore,
  type DhcpHandOver,
} from './dhcp-before';
import { restoreDhcp } from './restore-dhcp';
import { startNew } from './units-before';
import { untilDhcpServed } from './until-dhcp-served';

const RENEWED_WITHIN_MS = 20_000;

/**
 * Hands DHCP over, all networks at once: Neutron gives a new agent every network that has none yet, and two servers with one
 * address must never answer together. The old servers go down first, the new agents start, and leases are renewed from inside VMs;
 * if that fails the old servers are back at once, and the step fails.
 */
export function createEnsureDhcpHandedOver(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session } = await openAccess(deps, input.run.cluster);
    const { dhcp } = definition.network.services;
    if (dhcp === null)
      return { changed: false, summary: 'network.services.dhcp is not given: nothing is handed over.' };
    const api = new NetworkApi(session);
    const undo = await ledger.readUndo(input.run.cluster, input.step);
    const due = await selectUnits(deps, definition, dhcp.new, false);
    const begun = undo !== undefined && due.length === 0;
    const detail =
      undo?.detail ??
      (await ledger.recordUndo(
        input,
        'restoreDhcp',
        await storeBefore(deps, await readDhcpBefore(deps, definition, api, dhcp, input)),
      ));
    const before = await loadBefore(deps, detail);
    const since = Date.now();
    let problem: string | undefined;
    try {
      if (!begun) {
        await takeDown(deps, definition, dhcp, before);
        await startNew(deps, definition, dhcp.new);
      }
      problem = await unserved(deps, definition, api, dhcp, before);
    } catch (error) {
      await restoreDhcp(deps, definition, before);
      throw error;
    }
    if (problem !== undefined) {
      const back = ((await restoreDhcp(deps, definition, before)) / 1000).toFixed(1);
      throw failure('HandOverFailed', `DHCP: ${problem}. The old servers were back after ${back} s.`);
    }
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    const networks = counted(servedNetworks(before).length, 'network');
    const hosts = dhcp.new.map(({ host }) => host).join(', ');
    return {
      changed: !begun,
      summary: `${networks} served by the new DHCP agents on ${hosts}, leases renewed${begun ? '' : ` after ${seconds} s`}.`,
    };
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

/** What VMs still lack of the new servers; undefined when every lease check has renewed its lease. */
async function unserved(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  dhcp: DhcpHandOver,
  before: DhcpBefore,
): Promise<string | undefined> {
  const troubles = await untilDhcpServed(deps, definition, api, dhcp.new, servedNetworks(before));
  if (troubles.length > 0) return troubles.slice(0, 10).join('; ');
  for (const check of dhcp.leaseChecks) {
    const problem = await failsFor(deps, definition, check, RENEWED_WITHIN_MS);
    if (problem !== undefined) return `no lease was renewed on ${check.network}: ${problem}`;
  }
  return undefined;
}
