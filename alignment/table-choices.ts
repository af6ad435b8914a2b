import { fixUpsOf, mappingsOf } from './mappings';
import { settingsOf, unsharedTargetsOf } from './settings';
import type { ClusterDefinition } from '../model/cluster';
import type { ReleasePair } from '../model/pair/release-pair';
import { canonicalJson } from '../model/plan/canonical-json';
import { sha256 } from './sha256';

/**
 * By mapping, a digest of what decides its rows: the mapping with the fix-ups that are on, and what the definition says of
 * the settings and replacements that it names. Others may change while its rows are in the target.
 */
export function tableChoices(pair: ReleasePair, definition: ClusterDefinition): ReadonlyMap<string, string> {
  const { source, target, volumes, alignment } = definition;
  const said = {
    ...settingsOf(definition),
    ...alignment.identity,
    volumeHosts: volumes.hosts,
    unsharedTargets: unsharedTargetsOf(definition),
    aggregates: alignment.aggregates.merge,
  };
  const on = fixUpsOf(pair, definition);
  const databases = { source: source.databases, target: target.databases };
  const digest = (mapping: ReturnType<typeof mappingsOf>[number]): string => {
    // The code that builds columns has no JSON: the names of the fix-ups stand for it.
    const fixUps = on.filter(({ changes = {} }) => mapping.name in changes);
    const text = canonicalJson({ mapping, fixUps: fixUps.map(({ name }) => name), databases });
    const named = Object.entries(said).filter(([name]) => names(text, name));
    return sha256(text + canonicalJson(Object.fromEntries(named)));
  };
  return new Map(mappingsOf(pair, definition).map((mapping) => [mapping.name, digest(mapping)]));
}

/** Whether a mapping's text has a setting or a replacement of this name, in its SQL or as a value. */
function names(text: string, name: string): boolean {
  return new RegExp(`\\{setting\\.${name}\\}|\\{${name} (of|lack) |"(setting|by|otherwise)":"${name}"`).test(text);
}
