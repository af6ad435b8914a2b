import { defineFacts } from '../../define/fact';
import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { BYPASS_COOKIE } from '../../../flows/cookie';
import type { RemoteMachine } from '../../../model/remote-command';
import type { Ledger } from '../../../model/ledger';
import type { RunRef, StoredFile } from '../../../model/run';
import type { Dependencies } from '../../dependencies';
import type { OpenHost } from '../../toolbox/open-host';
import { readHostBypass, bridgesWithoutBypass, type HostBypass } from './host-bypass';

/** By host: a `HostBypass` in the store. */
const bypassFacts = defineFacts<{ readonly content: StoredFile }>('seeds/');

/**
 * Keeps the bypass flows of a host. Copies of flows can be made only while the old agent's flows are there: the change of a bridge and
 * the new agent take these away.
 */
export async function keepBypass(
  deps: Dependencies,
  ledger: Ledger,
  run: RunRef,
  host: string,
  bypass: HostBypass,
): Promise<void> {
  const content = await deps.store.put(JSON.stringify(bypass));
  await bypassFacts.of(host).record(ledger, run, { content });
}

/**
 * The copies that were kept when the host got its bypass flows; other flows are built again from what the host says now, if they can
 * be. Ports' local VLANs are those of then: an agent that has failed since may have put them elsewhere.
 */
export async function readKeptBypass(
  deps: Dependencies,
  { definition, ledger, machine }: OpenHost,
): Promise<HostBypass> {
  const kept = await findKeptBypass(deps, ledger, machine, definition.name);
  if (kept !== undefined && kept.copied.length > 0) return kept;
  const now = readHostBypass(machine, definition);
  return kept === undefined ? now : now.then((bypass) => ({ ...bypass, ports: kept.ports })).catch(() => kept);
}

/** The copies where they stand on the host's bridges; else those that are due from what the host says now. */
export async function readStandingBypass(deps: Dependencies, open: OpenHost): Promise<HostBypass> {
  const { definition, ledger, machine } = open;
  const kept = await findKeptBypass(deps, ledger, machine, definition.name);
  if (kept !== undefined && kept.copied.length > 0) {
    const counts = await (await HostHelper.install(machine)).count(kept.bridges, BYPASS_COOKIE);
    if (bridgesWithoutBypass(kept.flows, counts).length === 0) return kept;
  }
  return readHostBypass(machine, definition);
}

async function findKeptBypass(
  { store }: Dependencies,
  ledger: Ledger,
  machine: RemoteMachine,
  cluster: string,
): Promise<HostBypass | undefined> {
  const noted = await bypassFacts.of(machine.name).read(ledger, cluster);
  if (noted === undefined) return undefined;
  return JSON.parse((await store.get(noted.content)).toString('utf8')) as HostBypass;
}
