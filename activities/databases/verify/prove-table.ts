import { setTimeout as sleep } from 'node:timers/promises';
import { listFirst } from '../../../model/list-first';
import type { Throttle } from '../../dependencies';
import { cancellation } from '../../toolbox/heartbeat';
import { findChangedRows } from '../again/changed-rows';
import { assessRanges, copyAgain, finishCopy, type DifferingRange } from '../again/copy-again';
import type { AgainOptions } from '../again/copy-behind';
import type { AlignedTable } from '../context/aligned-table';
import { readRanges } from '../context/progress';
import type { NumberedRange } from '../context/ranges';
import { lookAtBoth, type Look } from './look';

export interface ProofOptions {
  /** How often rows that have changed are copied again. */
  readonly times: number;
  /** How long after the first time the second one comes, in milliseconds; each later one waits twice as long as the one before. */
  readonly waitMs: number;
}

interface Noting {
  /** Called before some rows are copied again; `rows` are those of the target so far. */
  readonly note: (copied: number, rows: number) => Promise<void>;
}

/** Four waits of 15 s in all: a service that still writes does so every 10 s or less often. */
const TIMES = 5;
const WAIT_MS = 1000;

export interface Proof {
  /** Rows of the target. */
  readonly rows: number;
  /** Rows that are in nobody's way, in a sentence to follow another. */
  readonly others: string;
  /** What is left, in words. */
  readonly differences: readonly string[];
}

/** Compares both sides of a table, and copies again what has changed in the source since it was copied, until they are the same. */
export async function proveTable(
  table: AlignedTable,
  throttle: Throttle,
  again: AgainOptions | undefined,
  { times = TIMES, waitMs = WAIT_MS, note }: Partial<ProofOptions> & Noting,
): Promise<Proof> {
  const { mapping, sides, stagingSchema } = table;
  if (again !== undefined) await finishCopy(table, again);
  const rows = new Map<number, number>();
  const total = (): number => [...rows.values()].reduce((sum, some) => sum + some, 0);
  let touched: ReadonlySet<number> | undefined;
  let known = 0;
  for (let time = 0; ; time++) {
    const planned = await readRanges(sides.source, stagingSchema, mapping.name);
    const wanted = ({ number }: NumberedRange): boolean =>
      touched === undefined || touched.has(number) || number >= known;
    const look = await lookAtBoth(table, planned, wanted, throttle, rows);
    const { differing, behind } = look;
    const end = (differences: readonly string[]): Proof => ({ rows: total(), others: behind.others, differences });
    const changed = differing.length > 0 || behind.fresh > 0;
    if (!changed) return end(besides(look));
    if (again === undefined || behind.strange > 0) return end([...besides(look), ...differing.map(inWords)]);
    if (time === times) return end([...besides(look), ...(await nameRows(table, differing, times))]);
    if (time > 0) await sleep(waitMs * 2 ** (time - 1), undefined, { signal: cancellation() });
    const { problems, rows: some } = await assessRanges(table, differing, again);
    if (problems.size > 0)
      return end([...besides(look), ...differing.map((one) => withReason(one, problems.get(one.range.number)))]);
    await note(some + behind.fresh, total());
    await copyAgain(table, differing, behind.fresh, again);
    touched = new Set(differing.map(({ range }) => range.number));
    known = planned.length;
  }
}

/** What is not in the ranges. */
function besides({ orphans, behind: { fresh, strange } }: Look): string[] {
  return [
    ...orphans.map((one) => `rows that refer to none by the foreign key ${one}`),
    ...(fresh > 0 ? [`${fresh} rows have come into the source since it was copied`] : []),
    ...(strange > 0 ? [`outside of all ranges (${strange} rows more in the target)`] : []),
  ];
}

function inWords({ difference }: DifferingRange): string {
  return difference;
}

function withReason({ difference }: DifferingRange, reason: string | undefined): string {
  return reason === undefined ? difference : `${difference}: ${reason}`;
}

/** As many ranges as a message has room for. */
const NAMED = 5;

async function nameRows(table: AlignedTable, differing: readonly DifferingRange[], times: number): Promise<string[]> {
  const named: string[] = [];
  for (const one of differing.slice(0, NAMED)) {
    const { put, gone } = await findChangedRows(table, one.range);
    const keys = `${table.projection.key} ${listFirst([...put, ...gone])}`;
    const after = times === 0 ? '' : ` changed again each time that it was copied, ${times} times in all`;
    named.push(put.length + gone.length === 0 ? one.difference : `${one.difference}: ${keys}${after}`);
  }
  return named;
}
