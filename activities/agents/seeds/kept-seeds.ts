import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { SEED_COOKIE } from '../../../flows/cookie';
import type { RemoteMachine } from '../../../model/command';
import type { Ledger } from '../../../model/ledger';
import type { RunRef, StoredFile } from '../../../model/run';
import { defineFacts } from '../../define/fact';
import type { Dependencies } from '../../dependencies';
import type { OpenHost } from '../../toolbox/open-host';
import { readHostSeeds, unseeded, type HostSeeds } from './host-seeds';

/** By host: a `HostSeeds` in the store. */
const seedFacts = defineFacts<{ readonly content: StoredFile }>('seeds/');

/**
 * Keeps the seeds of a host. Copies of flows can be made only while the old agent's flows are there: the change of a bridge and
 * the new agent take these away.
 */
export async function keepSeeds(
  deps: Dependencies,
  ledger: Ledger,
  run: RunRef,
  host: string,
  seeds: HostSeeds,
): Promise<void> {
  const content = await deps.store.put(JSON.stringify(seeds));
  await seedFacts.of(host).record(ledger, run, { content });
}

/**
 * The copies that were kept when the host was seeded; other flows are built again from what the host says now, if they can be. Ports'
 * local VLANs are those of then: an agent that has failed since may have put them elsewhere.
 */
export async function readKeptSeeds(deps: Dependencies, { definition, ledger, machine }: OpenHost): Promise<HostSeeds> {
  const kept = await keptSeeds(deps, ledger, machine, definition.name);
  if (kept !== undefined && kept.copied.length > 0) return kept;
  const now = readHostSeeds(machine, definition);
  return kept === undefined ? now : now.then((seeds) => ({ ...seeds, ports: kept.ports })).catch(() => kept);
}

/** The copies where they stand on the host's bridges; else those that are due from what the host says now. */
export async function readStandingSeeds(deps: Dependencies, open: OpenHost): Promise<HostSeeds> {
  const { definition, ledger, machine } = open;
  const kept = await keptSeeds(deps, ledger, machine, definition.name);
  if (kept !== undefined && kept.copied.length > 0) {
    const counts = await (await HostHelper.install(machine)).count(kept.bridges, SEED_COOKIE);
    if (unseeded(kept.flows, counts).length === 0) return kept;
  }
  return readHostSeeds(machine, definition);
}

async function keptSeeds(
  { store }: Dependencies,
  ledger: Ledger,
  machine: RemoteMachine,
  cluster: string,
): Promise<HostSeeds | undefined> {
  const noted = await seedFacts.of(machine.name).read(ledger, cluster);
  if (noted === undefined) return undefined;
  return JSON.parse((await store.get(noted.content)).toString('utf8')) as HostSeeds;
}
