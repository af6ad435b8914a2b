import type { JsonObject } from '../model/json';
import type { GuestReport, GuestsReport } from '../model/report/report';
import { isObject, list, text, texts } from './facts';

/** Bounds of what a report carries, however big the cluster is. */
export const GUESTS_LISTED = 500;
export const NAMES_LISTED = 100;

/** What the facts `guests/<host>` say. */
export function guestsOf(facts: readonly JsonObject[]): GuestsReport {
  const seen = facts.filter((fact) => Array.isArray(fact['domains']));
  return {
    hosts: seen.length,
    guests: seen.reduce((sum, fact) => sum + list(fact['domains']).length, 0),
    unseen: facts
      .filter((fact) => fact['domains'] === null)
      .map((fact) => text(fact['host']))
      .slice(0, NAMES_LISTED),
    disturbed: seen
      .flatMap((fact) => changesOf(fact).map(({ message }) => `${text(fact['host'])}: ${message}`))
      .slice(0, NAMES_LISTED),
    list: seen.flatMap(guestsOn).slice(0, GUESTS_LISTED),
  };
}

function changesOf(fact: JsonObject): { readonly names: readonly string[]; readonly message: string }[] {
  return list(fact['disturbed'])
    .filter(isObject)
    .map((change) => ({ names: texts(change['names']), message: text(change['message']) }));
}

/** A guest of which something has become was not untouched until the last look. */
function guestsOn(fact: JsonObject): GuestReport[] {
  const touched = new Set(changesOf(fact).flatMap(({ names }) => names));
  return list(fact['domains'])
    .filter(isObject)
    .map((domain) => ({
      host: text(fact['host']),
      name: text(domain['name']),
      instance: text(domain['uuid']),
      state: text(domain['state']),
      pid: text(domain['life']).replace(/@.*/, ''),
      untouchedUntil: touched.has(text(domain['uuid'])) ? null : text(fact['seenAt']) || null,
    }));
}
