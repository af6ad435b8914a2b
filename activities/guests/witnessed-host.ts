import { readDomains } from '../../connectors/libvirt/read-domains';
import { readProbeClock } from '../../connectors/probes/read-loss';
import type { Domain } from '../../model/guest';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import { whoAnswers } from '../agents/who-answers';
import type { Dependencies } from '../dependencies';
import type { OpenHost } from '../hosts/open-host';
import { readProbed } from '../probes/probed';

/** How a host's guests were before a run touched it. */
export interface WitnessedHost {
  readonly run: string;
  readonly host: string;
  /** Null where no libvirt is to be asked. */
  readonly domains: readonly Domain[] | null;
  /** Since when the VMs' answers count, in seconds by the probe machine's clock; null where nobody pings. */
  readonly since: number | null;
  /** VMs that gave no answer just before, each as one machine sees it: they owe none. */
  readonly off: readonly string[];
  /** When they were last found as they were, ISO 8601; null before the first look. */
  readonly seenAt: string | null;
  /** What had become of them when they were last looked at. */
  readonly changes: readonly string[];
}

/** A fact a host. */
export const GUEST_FACTS = 'guests/';

/** What was seen of a host before this run touched it; looked at now when it was not yet. */
export async function witnessedHost(deps: Dependencies, open: OpenHost, run: RunRef): Promise<WitnessedHost> {
  const { definition, ledger, machine } = open;
  const host = machine.name;
  const known = (await ledger.readFact(run.cluster, `${GUEST_FACTS}${host}`)) as unknown as WitnessedHost | undefined;
  if (known?.run === run.id) return known;
  const domains = definition.guests.unproven.includes(host) ? null : (await readDomains(machine)).domains;
  const pinged = (await readProbed(ledger, run.cluster)) !== undefined;
  const off = pinged ? (await whoAnswers(deps, definition, ledger, host)).off : [];
  const since = pinged ? await readProbeClock(await deps.machine(definition, definition.probes.machine)) : null;
  const seen: WitnessedHost = { run: run.id, host, domains, since, off, seenAt: null, changes: [] };
  await noteWitnessed(ledger, run, seen);
  return seen;
}

export async function noteWitnessed(
  ledger: Ledger,
  run: RunRef,
  { domains, off, changes, ...seen }: WitnessedHost,
): Promise<void> {
  await ledger.recordFact(run, `${GUEST_FACTS}${seen.host}`, {
    ...seen,
    domains: domains?.map((domain) => ({ ...domain, nics: domain.nics.map((nic) => ({ ...nic })) })) ?? null,
    off: [...off],
    changes: [...changes],
  });
}
