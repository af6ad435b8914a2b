import type { Json, JsonObject } from '../model/json';

/** Facts as the steps left them in the ledger, by name. They were written by several versions: nothing is taken for granted. */
export type Facts = Readonly<Record<string, JsonObject>>;

export function under(facts: Facts, prefix: string): JsonObject[] {
  return Object.keys(facts)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => facts[name] as JsonObject);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** A whole number of at least 0; 0 for anything else. */
export function count(value: Json | undefined): number {
  if (typeof value !== 'number' || !(value > 0)) return 0;
  return Math.min(Math.round(value), Number.MAX_SAFE_INTEGER);
}

/** A number of at least 0; 0 for anything else. */
export function amount(value: Json | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function texts(value: Json | undefined): string[] {
  return list(value).map(text);
}
