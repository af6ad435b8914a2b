import type { JsonObject } from '../model/json';
import type { VersionReport } from '../model/report/version-report';
import { isObject, list, text, texts } from './facts';

/** Hosts that are named of a version. */
const NAMED = 10;
/** Versions that are told apart. */
const MOST = 100;

/** What a host's fact says, one version each; a host that was not through yet has none. */
function versionsOfHost({ name, before, after }: JsonObject): VersionReport[] {
  const old = new Map(
    list(before)
      .filter(isObject)
      .map((one) => [text(one['name']), text(one['installed'])]),
  );
  return list(after)
    .filter(isObject)
    .map((one) => ({
      name: text(one['name']),
      before: old.get(text(one['name'])) ?? '',
      after: text(one['installed']),
      runs: texts(one['running']),
      standing: text(one['standing']),
      hosts: 1,
      names: [text(name)],
    }));
}

/** What hypervisors carry, those together that have it in the same versions; at most 100, by name. */
export function versionsOf(facts: readonly JsonObject[]): readonly VersionReport[] {
  const groups = new Map<string, VersionReport>();
  for (const { hosts, names, ...version } of facts.flatMap(versionsOfHost)) {
    const key = JSON.stringify(version);
    const known = groups.get(key) ?? { hosts: 0, names: [] };
    groups.set(key, { ...version, hosts: known.hosts + hosts, names: [...known.names, ...names].slice(0, NAMED) });
  }
  return [...groups.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en')).slice(0, MOST);
}

/** For people: what runs, and whether it is old or new. */
export function versionRow({ name, before, after, runs, standing, hosts }: VersionReport): (string | number)[] {
  return [name, before || '–', after || '–', runs.join(', ') || '–', standing, hosts];
}
