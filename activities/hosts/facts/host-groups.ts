import { sha256 } from '../../../alignment/sha256';
import type { HostFacts } from '../../../model/host/facts';
import type { HostVersions } from '../../../model/pair/versions';
import { canonicalJson } from '../../../model/plan/canonical-json';
import { standingOf } from './standing';

/** What a host has in common with others, as words by what they are about. */
export type HostTraits = Readonly<Record<string, string>>;

/** Hosts that will behave alike. */
export interface HostGroup {
  readonly fingerprint: string;
  readonly hosts: readonly string[];
  readonly traits: HostTraits;
}

/** Of a host: not how much room it has, nor how many guests. */
export function traitsOf(facts: HostFacts, { known }: HostVersions): HostTraits {
  const { ceph, bridges, managers } = facts;
  const versions = known.flatMap((one) => {
    const { installed = '', running = [] } = facts.versions[one.name] ?? {};
    const name = (version: string): string => `${version} (${standingOf(version, one)})`;
    return [
      [one.name, installed === '' ? 'none' : name(installed)],
      ...(one.runs === null ? [] : [[`${one.name} that runs`, running.map(name).join(', ') || 'none']]),
    ];
  });
  return Object.fromEntries([
    ['system', facts.os],
    ['kernel', facts.kernel],
    ...versions,
    ...Object.entries(facts.units),
    ['managers', managers.join(', ') || 'none'],
    ['bridges', bridges.join(', ') || 'none'],
    ['Ceph', ceph.pool === '' ? 'none' : `pool ${ceph.pool} of ${ceph.fsid || ceph.monHost || ceph.conf}`],
    ['Ceph authentication', ceph.auth || 'not said'],
    ['Ceph cluster', ceph.clusterVersion || 'not said'],
  ]) as HostTraits;
}

export function fingerprintOf(traits: HostTraits): string {
  return sha256(canonicalJson(traits)).slice(0, 12);
}

/** Hosts by what they are, the largest group first. */
export function groupHosts(hosts: readonly { readonly host: string; readonly traits: HostTraits }[]): HostGroup[] {
  const groups = new Map<string, { hosts: string[]; traits: HostTraits }>();
  for (const { host, traits } of hosts) {
    const fingerprint = fingerprintOf(traits);
    const group = groups.get(fingerprint) ?? { hosts: [], traits };
    group.hosts.push(host);
    groups.set(fingerprint, group);
  }
  return [...groups]
    .map(([fingerprint, group]) => ({ fingerprint, ...group }))
    .sort((a, b) => b.hosts.length - a.hosts.length || (a.fingerprint < b.fingerprint ? -1 : 1));
}
