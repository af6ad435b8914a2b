import { createHash } from 'node:crypto';
import type { Store } from '../../activities/dependencies';
import type { JsonObject } from '../../model/json';
import { lanePrefix, type Ledger, type UndoEntry } from '../../model/ledger';
import type { StepResult } from '../../model/run';

/** A ledger that forgets everything with the test; the real one is tested against MariaDB. */
export class MemoryLedger implements Ledger {
  readonly undos: UndoEntry[] = [];
  readonly done = new Map<string, StepResult>();
  readonly events: { readonly kind: string; readonly detail: JsonObject }[] = [];
  readonly facts: Record<string, JsonObject> = {};

  clear(): void {
    this.undos.length = 0;
    this.events.length = 0;
    this.done.clear();
    for (const name of Object.keys(this.facts)) delete this.facts[name];
  }

  recordUndo: Ledger['recordUndo'] = async ({ run, step, phase }, kind, detail) => {
    const open = this.undos.find((entry) => entry.step === step);
    if (open === undefined) this.undos.push({ cluster: run.cluster, step, phase, kind, detail });
    return Promise.resolve(open?.detail ?? detail);
  };
  amendUndo: Ledger['amendUndo'] = async ({ step }, detail) => {
    const i = this.undos.findIndex((entry) => entry.step === step);
    this.undos[i] = { ...(this.undos[i] as UndoEntry), detail };
    return Promise.resolve();
  };
  recordDone: Ledger['recordDone'] = async ({ step }, result) => {
    this.done.set(step, result);
    return Promise.resolve();
  };
  readDone: Ledger['readDone'] = async (_, step) => Promise.resolve(this.done.get(step));
  readDoneOf: Ledger['readDoneOf'] = async (_, steps) =>
    Promise.resolve(new Set(steps.filter((step) => this.done.has(step))));
  forgetDone: Ledger['forgetDone'] = async (_, step) => {
    this.done.delete(step);
    return Promise.resolve();
  };
  readUndos: Ledger['readUndos'] = async (_, { limit, phases }) =>
    Promise.resolve(
      this.undos
        .filter(({ phase }) => phases?.includes(phase) ?? true)
        .toReversed()
        .slice(0, limit),
    );
  readUndo: Ledger['readUndo'] = async (_, step) => Promise.resolve(this.undos.find((entry) => entry.step === step));
  closeUndo: Ledger['closeUndo'] = async (_, step) => {
    this.undos.splice(0, this.undos.length, ...this.undos.filter((entry) => entry.step !== step));
    const open = new Set(this.undos.map((entry) => entry.step));
    for (const id of this.done.keys())
      if ((id === step || id.startsWith(lanePrefix(step))) && !open.has(id)) this.done.delete(id);
    return Promise.resolve();
  };
  recordEvent: Ledger['recordEvent'] = async (_, kind, detail) => {
    this.events.push({ kind, detail });
    return Promise.resolve();
  };
  recordFact: Ledger['recordFact'] = async (_, name, value) => {
    this.facts[name] = value;
    return Promise.resolve();
  };
  readFact: Ledger['readFact'] = async (_, name) => Promise.resolve(this.facts[name]);
  readFacts: Ledger['readFacts'] = async (_, prefix) =>
    Promise.resolve(Object.fromEntries(Object.entries(this.facts).filter(([name]) => name.startsWith(prefix))));
}

/** A store in memory. */
export function memoryStore(): Store {
  const files = new Map<string, Buffer>();
  const put: Store['put'] = async (content) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.set(sha256, Buffer.from(content));
    return Promise.resolve({ datacenter: 'dc1', path: `/memory/${sha256}`, sha256 });
  };
  return {
    put,
    putPieces: async (fill) => {
      const pieces: Uint8Array[] = [];
      await fill(async (piece) => void pieces.push(piece));
      return put(Buffer.concat(pieces));
    },
    get: async ({ sha256 }) => {
      const content = files.get(sha256);
      return content === undefined ? Promise.reject(new Error(`no file ${sha256}`)) : Promise.resolve(content);
    },
  };
}
