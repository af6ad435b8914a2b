import type { Alarm, ClusterStatus, Partition } from './cluster-status';
import { isList, isTuple, parseErlangList, type Term } from './erlang-terms';

/** Up to 3.7 the status is a term: `[{nodes,[{disc,[rabbit@a]}]},{running_nodes,[rabbit@a]},{partitions,[]}]`. */
export function statusFromTerms(text: string): Omit<ClusterStatus, 'asked'> | undefined {
  const terms = parseErlangList(text);
  if (terms === undefined) return undefined;
  const nodes = itemsOf(terms, 'nodes');
  const members = nodes?.flatMap((kind) => (isTuple(kind) ? wordsOf(kind.tuple[1]) : []));
  if (members === undefined || members.length === 0) return undefined;
  const running = valueOf(terms, 'running_nodes');
  const alarms = itemsOf(terms, 'alarms');
  return {
    members,
    running: running === undefined ? null : wordsOf(running),
    partitions: (itemsOf(terms, 'partitions') ?? []).flatMap(partitionOf),
    alarms: alarms === undefined ? null : alarmsOf(alarms),
  };
}

/** `{rabbit@a,[memory]}`, `{rabbit@a,[{resource_limit,memory,rabbit@a}]}`: versions differ, and name an alarm on every node. */
function alarmsOf(terms: readonly Term[]): readonly Alarm[] {
  return terms.flatMap((of) => {
    if (!isTuple(of)) return [];
    const [node, raised] = of.tuple;
    return isList(raised) && typeof node === 'string' ? raised.list.flatMap((alarm) => alarmOf(alarm, node)) : [];
  });
}

/** `memory`, `file_descriptor_limit`, `{resource_limit,disk,rabbit@b}`, or this with its details: `{{resource_limit,…},[]}`. */
export function alarmOf(term: Term, node: string): readonly Alarm[] {
  if (typeof term === 'string')
    return [{ node, resource: term.replace(/^file_descriptor_limit$/, 'file_descriptors') }];
  if (!isTuple(term)) return [];
  const [kind, resource, where] = term.tuple;
  if (isTuple(kind)) return alarmOf(kind, node);
  return kind === 'resource_limit' && typeof resource === 'string'
    ? [{ node: typeof where === 'string' ? where : node, resource }]
    : [];
}

function partitionOf(term: Term): readonly Partition[] {
  if (!isTuple(term)) return [];
  const [node, from] = term.tuple;
  return typeof node === 'string' ? [{ node, from: wordsOf(from) }] : [];
}

function itemsOf(terms: readonly Term[], key: string): readonly Term[] | undefined {
  const value = valueOf(terms, key);
  return isList(value) ? value.list : undefined;
}

function valueOf(terms: readonly Term[], key: string): Term | undefined {
  const found = terms.find((term) => isTuple(term) && term.tuple[0] === key);
  return isTuple(found) ? found.tuple[1] : undefined;
}

function wordsOf(term: Term | undefined): readonly string[] {
  return isList(term) ? term.list.filter((item) => typeof item === 'string') : [];
}
