import { createHash } from 'node:crypto';
import type { Probe } from './probe';

/** Probes that one unit serves: of one network namespace, asked in one way and at one pace. */
export interface ProbeGroup {
  /** Names its unit and its list of targets. */
  readonly name: string;
  readonly namespace: string;
  readonly byArp: boolean;
  readonly probes: readonly Probe[];
}

/** No name of a probe begins so: that of a unit which earlier versions made for one probe. */
const MARK = 'group:';

export function isGroup(name: string): boolean {
  return name.startsWith(MARK);
}

/** As many groups as there are namespaces, at most twice: once for pings, once for ARP. */
export function groupProbes(probes: readonly Probe[], intervalMs: number): readonly ProbeGroup[] {
  const groups = new Map<string, Probe[]>();
  for (const probe of probes) {
    const name = groupName(probe, intervalMs);
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [probe]);
    else members.push(probe);
  }
  return [...groups].map(([name, members]) => ({
    name,
    namespace: members[0]?.namespace ?? '',
    byArp: members[0]?.arp !== undefined,
    probes: members,
  }));
}

/** Whatever a namespace is called, a unit may be named so. */
function groupName({ namespace, arp }: Probe, intervalMs: number): string {
  const digest = createHash('sha256').update(namespace).digest('hex').slice(0, 8);
  const readable = namespace.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 40);
  return `${MARK}${arp === undefined ? 'ping' : 'arp'}-${intervalMs}-${digest}${readable === '' ? '' : `-${readable}`}`;
}

/** A target's line in the list of its group. */
export function targetLine({ name, address, arp }: Probe): string {
  return [name, address, ...(arp === undefined ? [] : [arp])].join(' ');
}

/** The probe that a line is about. */
export function nameOf(line: string): string {
  return line.split(' ')[0] ?? '';
}
