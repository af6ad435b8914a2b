import type { JsonObject } from '../model/json';
import type { GuestReport, GuestsReport } from '../model/report';
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
      .flatMap((fact) => texts(fact['changes']).map((change) => `${text(fact['host'])}: ${change}`))
      .slice(0, NAMES_LISTED),
    list: seen.flatMap(guestsOn).slice(0, GUESTS_LISTED),
  };
}

function guestsOn(fact: JsonObject): GuestReport[] {
  return list(fact['domains'])
    .filter(isObject)
    .map((domain) => ({
      host: text(fact['host']),
      name: text(domain['name']),
      instance: text(domain['uuid']),
      state: text(domain['state']),
      pid: text(domain['life']).replace(/@.*/, ''),
      untouchedUntil: text(fact['seenAt']) || null,
    }));
}
