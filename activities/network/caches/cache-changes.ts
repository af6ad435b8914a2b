import { z } from 'zod';
import type { Ledger } from '../../../model/ledger';
import type { StepInput } from '../../../model/run';
import { storedFileSchema } from '../../define/stored-file';
import { defineUndoRecord } from '../../define/undo';
import type { Store } from '../../dependencies';
import type { HostCaches } from './host-caches';

/** A text in `instance_info_caches` and what was to stand there instead. */
export interface CacheChange {
  readonly id: number;
  readonly instance: string;
  readonly old: string;
  readonly now: string;
}

const cachesBefore = z.object({ host: z.string(), file: storedFileSchema });
export type CachesBefore = z.output<typeof cachesBefore>;

/** What undoes the changes on one host: the texts are too long for the ledger. */
export const fittedCaches = defineUndoRecord({ kind: 'restoreInfoCaches', detail: cachesBefore });

/** Notes changes before the first of them is made; what a later attempt adds comes after what stands. */
export async function recordCacheChanges(
  ledger: Ledger,
  store: Store,
  input: StepInput & { readonly host: string },
  changes: readonly CacheChange[],
): Promise<void> {
  const standing = await fittedCaches.readOpen(ledger, input);
  const earlier = standing === undefined ? [] : await readCacheChanges(store, standing);
  const fresh = changes.filter((change) => !earlier.some((known) => isSame(known, change)));
  if (fresh.length === 0) return;
  const file = await store.put(JSON.stringify([...earlier, ...fresh]));
  const detail = { host: input.host, file };
  if (standing === undefined) await fittedCaches.record(ledger, input, detail);
  else await fittedCaches.amend(ledger, input, detail);
}

export async function readCacheChanges(
  store: Store,
  { file }: Pick<CachesBefore, 'file'>,
): Promise<readonly CacheChange[]> {
  return JSON.parse((await store.get(file)).toString('utf8')) as readonly CacheChange[];
}

function isSame(one: CacheChange, other: CacheChange): boolean {
  return one.id === other.id && one.old === other.old && one.now === other.now;
}

export interface Restored {
  /** Rows that have their old text again, or still. */
  readonly restored: number;
  /** Instances whose row somebody else has written since. */
  readonly left: readonly string[];
}

/** Takes changes back, the latest first. A row that has a text which is not ours is left alone; one that is gone is gone. */
export async function takeChangesBack(caches: HostCaches, changes: readonly CacheChange[]): Promise<Restored> {
  const left: string[] = [];
  let restored = 0;
  for (const id of new Set(changes.map((change) => change.id))) {
    const before = await caches.find(id);
    if (before === undefined) continue;
    const ofRow = changes.filter((change) => change.id === id);
    const wanted = textBefore(ofRow, before.info);
    if (wanted !== undefined && wanted !== before.info) await caches.replace(id, before.info, wanted);
    const after = wanted === before.info ? before : await caches.find(id);
    if (after?.info === wanted) restored++;
    else if (after !== undefined) left.push(after.instance);
  }
  return { restored, left };
}

/** What stood there before our changes; undefined where the present text is neither one of ours nor one that we found. */
function textBefore(changes: readonly CacheChange[], present: string): string | undefined {
  const before = changes.reduceRight((info, { old, now }) => (info === now ? old : info), present);
  return before !== present || changes.some(({ old }) => old === present) ? before : undefined;
}
