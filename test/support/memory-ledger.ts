import type { JsonObject } from '../../model/json';
import { trackPrefix, type Ledger, type UndoEntry } from '../../model/ledger';
import type { StepResult } from '../../model/run';

/** Facts and details are JSON: what JSON loses, a test shall miss, too. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** A ledger that forgets everything with the test, with the promises of the real one; its parts are for a test to look at. */
export interface MemoryLedger extends Ledger {
  /** The newest first. */
  readonly undos: UndoEntry[];
  readonly done: Map<string, StepResult>;
  readonly events: { readonly kind: string; readonly detail: JsonObject }[];
  readonly facts: Map<string, JsonObject>;
  clear(): void;
}

export function memoryLedger(): MemoryLedger {
  const undos: UndoEntry[] = [];
  const done = new Map<string, StepResult>();
  const facts = new Map<string, JsonObject>();
  const doneAt = new Map<string, number>();
  const events: MemoryLedger['events'] = [];
  /** By cluster, in the order in which they were taken. */
  const leases = new Map<string, readonly string[]>();
  const open = (step: string): UndoEntry | undefined => undos.find((entry) => entry.step === step);
  return {
    undos,
    done,
    events,
    facts,
    clear: () => {
      undos.length = 0;
      events.length = 0;
      leases.clear();
      done.clear();
      doneAt.clear();
      facts.clear();
    },
    recordUndo: async ({ run, step, phase }, kind, detail) => {
      const standing = open(step);
      if (standing !== undefined) return standing.detail;
      undos.unshift({ cluster: run.cluster, step, phase, kind, detail: copy(detail) });
      return detail;
    },
    amendUndo: async ({ step }, detail) => {
      const standing = open(step);
      if (standing !== undefined) undos[undos.indexOf(standing)] = { ...standing, detail: copy(detail) };
    },
    recordDone: async ({ step }, result) => {
      done.set(step, result);
      doneAt.set(step, Date.now());
    },
    readAges: async (_cluster, steps) =>
      new Map(
        steps.filter((step) => done.has(step)).map((step) => [step, Date.now() - (doneAt.get(step) ?? 0)] as const),
      ),
    readDone: async (_cluster, step) => done.get(step),
    readDoneOf: async (_cluster, steps) => new Set(steps.filter((step) => done.has(step))),
    countDone: async (_cluster, phase, what) =>
      [...done.keys()].filter((step) => step.startsWith(`${phase}/`) && step.endsWith(`/${what}`)).length,
    forgetDone: async (_cluster, step) => void done.delete(step),
    readUndos: async (_cluster, { limit, phases, track }) =>
      undos
        .filter(({ phase }) => phases === undefined || phases.includes(phase))
        .filter(({ step }) => track === undefined || step.split('/')[1] === track)
        .slice(0, limit),
    listUndos: async (_cluster, { limit, phases }) =>
      undos
        .filter(({ phase }) => phases === undefined || phases.includes(phase))
        .slice(0, limit)
        .map(({ step, phase, kind }) => ({ step, phase, kind })),
    readOpenPhases: async () => [...new Set(undos.map(({ phase }) => phase))],
    readUndo: async (_cluster, step) => open(step),
    closeUndo: async (_run, step) => {
      const standing = open(step);
      if (standing !== undefined) undos.splice(undos.indexOf(standing), 1);
      for (const id of done.keys())
        if ((id === step || id.startsWith(trackPrefix(step))) && open(id) === undefined) done.delete(id);
    },
    takeLease: async ({ cluster, id, lease = id }) => {
      const taken = leases.get(cluster) ?? [];
      if (taken.includes(lease)) return taken.at(-1) ?? lease;
      leases.set(cluster, [...taken, lease]);
      return lease;
    },
    recordEvent: async (_run, kind, detail) => void events.push({ kind, detail: copy(detail) }),
    recordFact: async (_run, name, value) => void facts.set(name, copy(value)),
    readFact: async (_cluster, name) => facts.get(name),
    readFacts: async (_cluster, prefix, { except = [], after, limit } = {}) => {
      const wanted = [...facts].filter(
        ([name]) => name.startsWith(prefix) && !except.some((other) => name.startsWith(other)),
      );
      if (limit === undefined) return Object.fromEntries(wanted);
      const page = wanted.filter(([name]) => name > (after ?? '')).toSorted(([one], [other]) => (one < other ? -1 : 1));
      return Object.fromEntries(page.slice(0, limit));
    },
  };
}
