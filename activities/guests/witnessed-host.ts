import { readDomains } from '../../connectors/libvirt/read-domains';
import { readProbeClock } from '../../connectors/probes/read-loss';
import type { Domain } from '../../model/guest';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import { defineFacts } from '../define/fact';
import { whoAnswers } from '../agents/guard/who-answers';
import type { Dependencies } from '../dependencies';
import type { OpenHost } from '../toolbox/open-host';
import { readProbed } from '../probes/probed';
import type { Change } from './changes';

/** How a host's guests were before its turn, and what became of any of them in a turn of the run. */
export interface WitnessedHost {
  readonly run: string;
  readonly host: string;
  /** Null where no libvirt is to be asked. */
  readonly domains: readonly Domain[] | null;
  /** Since when the VMs' answers count, in seconds by the probe machine's clock; null where nobody pings. */
  readonly since: number | null;
  /** VMs that gave no answer just before, each as one machine sees it: they owe none. */
  readonly off: readonly string[];
  /** When the guests were last looked at, ISO 8601; null before the first look. */
  readonly seenAt: string | null;
  /** All that has become of guests, accepted or not; kept for the report. */
  readonly disturbed: readonly Change[];
}

/** By host. */
const witnessedFacts = defineFacts<WitnessedHost>('guests/');
/** What a host's fact keeps of changes. */
const CHANGES_KEPT = 100;

/**
 * What was seen of a host before its turn; looked at now when it was not yet in this run, or `anew` when a turn begins: what owners
 * do to their guests between two turns is nobody's harm.
 */
export async function witnessedHost(
  deps: Dependencies,
  open: OpenHost,
  run: RunRef,
  anew = false,
): Promise<WitnessedHost> {
  const { definition, ledger, machine } = open;
  const host = machine.name;
  const fact = await witnessedFacts.of(host).read(ledger, run.cluster);
  const known = fact?.run === run.id ? fact : undefined;
  const unproven = definition.guests.unproven.includes(host);
  if (known !== undefined && !anew && (known.domains === null) === unproven) return known;
  const domains = unproven ? null : (await readDomains(machine)).domains;
  const pinged = (await readProbed(ledger, run.cluster)) !== undefined;
  const off = pinged ? (await whoAnswers(deps, definition, ledger, host)).off : [];
  const since = pinged ? await readProbeClock(await deps.machine(definition, definition.probes.machine)) : null;
  const disturbed = known?.disturbed ?? [];
  const seen: WitnessedHost = { run: run.id, host, domains, since, off, seenAt: known?.seenAt ?? null, disturbed };
  await noteWitnessed(ledger, run, seen);
  return seen;
}

/** Takes the definitions that guests have now for those that they keep: a new libvirt writes the same ones in other words. */
export async function takeDefinitions(deps: Dependencies, open: OpenHost, run: RunRef): Promise<void> {
  const seen = await witnessedHost(deps, open, run);
  if (seen.domains === null) return;
  const now = new Map((await readDomains(open.machine)).domains.map(({ uuid, definition }) => [uuid, definition]));
  const domains = seen.domains.map((domain) => ({ ...domain, definition: now.get(domain.uuid) ?? domain.definition }));
  await noteWitnessed(open.ledger, run, { ...seen, domains });
}

export async function noteWitnessed(ledger: Ledger, run: RunRef, seen: WitnessedHost): Promise<void> {
  const disturbed = seen.disturbed.slice(0, CHANGES_KEPT);
  await witnessedFacts.of(seen.host).record(ledger, run, { ...seen, disturbed });
}
