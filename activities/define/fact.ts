import type { Json, JsonObject } from '../../model/json';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';

/** What JSON keeps as it is. */
type Plain<T> = T extends Json | undefined
  ? T
  : T extends (...of: never[]) => unknown
    ? never
    : { readonly [Key in keyof T]: Plain<T[Key]> };

/** A fact in the ledger that later steps and the report read; a later write replaces an earlier one. */
export interface Fact<Value> {
  readonly key: string;
  record(ledger: Ledger, run: RunRef, value: Value): Promise<void>;
  /** Undefined when it was never recorded. */
  read(ledger: Ledger, cluster: string): Promise<Value | undefined>;
  /** The same out of facts that were read together, by their keys. */
  from(facts: Readonly<Record<string, JsonObject>>): Value | undefined;
}

/** Facts of one type, one for each thing that has a name: a host, a table. */
export interface Facts<Value> {
  of(name: string): Fact<Value>;
  /** All of them, by the names of their things. */
  readAll(ledger: Ledger, cluster: string): Promise<ReadonlyMap<string, Value>>;
}

/** Defines a fact: the key that it has in the ledger, and its type. Who reads it relies on `record` as its only writer. */
export function defineFact<Value>(key: Value extends Plain<Value> ? string : never): Fact<Value> {
  return factOf(key);
}

/** Defines facts of one type whose keys begin with `prefix`, for example `hosts/`. */
export function defineFacts<Value>(prefix: Value extends Plain<Value> ? string : never): Facts<Value> {
  return {
    of: (name) => factOf(`${prefix}${name}`),
    readAll: async (ledger, cluster) => {
      const found = Object.entries(await ledger.readFacts(cluster, prefix));
      return new Map(found.map(([key, value]) => [key.slice(prefix.length), value as Value]));
    },
  };
}

function factOf<Value>(key: string): Fact<Value> {
  return {
    key,
    record: (ledger, run, value) => ledger.recordFact(run, key, value as JsonObject),
    read: async (ledger, cluster) => (await ledger.readFact(cluster, key)) as Value | undefined,
    from: (facts) => facts[key] as Value | undefined,
  };
}
