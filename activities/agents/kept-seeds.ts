import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { SEED_COOKIE } from '../../flows/cookie';
import type { RemoteMachine } from '../../model/command';
import type { Ledger } from '../../model/ledger';
import type { RunRef, StoredFile } from '../../model/run';
import type { Dependencies } from '../dependencies';
import type { OpenHost } from '../hosts/open-host';
import { readHostSeeds, unseeded, type HostSeeds } from './host-seeds';

const fact = (host: string): string => `seeds/${host}`;

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
  await ledger.recordFact(run, fact(host), { copied: [...seeds.copied], content: { ...content } });
}

/** The copies that were kept when the host was seeded; anything else is made anew from what the host says now. */
export async function readKeptSeeds(deps: Dependencies, { definition, ledger, machine }: OpenHost): Promise<HostSeeds> {
  return (await copiesOf(deps, ledger, machine, definition.name)) ?? readHostSeeds(machine, definition);
}

/**
 * Seeds by what the host says now: an agent whose first sync has failed gives networks other local VLANs in the next one. Copies stay
 * as they were, and so do all where what the host says now gives none: seeds that are a little old are better than none.
 */
export function seedsNow({ definition, machine }: OpenHost, seeds: HostSeeds): Promise<HostSeeds> {
  return seeds.copied.length > 0 ? Promise.resolve(seeds) : readHostSeeds(machine, definition).catch(() => seeds);
}

/** The copies where they stand on the host's bridges; else those that are due from what the host says now. */
export async function readStandingSeeds(deps: Dependencies, open: OpenHost): Promise<HostSeeds> {
  const { definition, ledger, machine } = open;
  const kept = await copiesOf(deps, ledger, machine, definition.name);
  if (kept !== undefined) {
    const counts = await (await HostHelper.install(machine)).count(kept.bridges, SEED_COOKIE);
    if (unseeded(kept.flows, counts).length === 0) return kept;
  }
  return readHostSeeds(machine, definition);
}

async function copiesOf(
  { store }: Dependencies,
  ledger: Ledger,
  machine: RemoteMachine,
  cluster: string,
): Promise<HostSeeds | undefined> {
  const noted = (await ledger.readFact(cluster, fact(machine.name))) as unknown as
    { readonly copied: readonly string[]; readonly content: StoredFile } | undefined;
  if (noted === undefined || noted.copied.length === 0) return undefined;
  return JSON.parse((await store.get(noted.content)).toString('utf8')) as HostSeeds;
}
