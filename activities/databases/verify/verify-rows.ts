import { digestsOfSource, digestsOfTable } from '../../../alignment/digests';
import type { StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { withHeartbeats } from '../../toolbox/heartbeat';
import type { AlignedTable } from '../context/aligned-table';
import { readDigests } from '../sql/digest';
import { readOrphans } from '../sql/foreign-keys';
import { openCopy, type TableInput } from '../context/open-copy';
import { readRanges, type PlannedRange } from '../context/progress';
import { inSlices } from '../throttle/slices';
import { isVerified, recordTable } from '../context/table-fact';
import { readRowsBehind } from './rows-behind';

/** A proof is not interrupted: what is proven in one slice could be another's in the next. */
const WHOLE = Number.POSITIVE_INFINITY;

/**
 * Proves by range that the target has what the mapping makes of the source: number of rows, and digests that the servers
 * compute. What code has built is proven by the digests of when it was built: of what it was built from, and of the rows
 * themselves. Once proven it is left alone: Stein's services write into these rows from then on.
 */
export const verifyRows = defineStep({
  name: 'verifyRows',
  once: 'never',
  run: async (deps: Dependencies, input: TableInput): Promise<StepResult> => {
    const { table, ledger } = await openCopy(deps, input);
    const { mapping, sides, stagingSchema, source, target, targetSchema, definition, projection } = table;
    if (await isVerified(ledger, input.run.cluster, mapping.name))
      return { changed: false, summary: `${target} was verified before.` };

    const ranges = await readRanges(sides.source, stagingSchema, mapping.name);
    const differences: string[] = [];
    const throttle = deps.throttle(definition);
    const orphans = async (): Promise<Comparison> => {
      const found = await readOrphans(sides.target, targetSchema, mapping.to.table);
      return { found: 0, differences: found.map((one) => `rows that refer to none by the foreign key ${one}`) };
    };
    const last = ranges.at(-1)?.upTo ?? null;
    // What takes longest goes first, so that no processor waits for it in the end: whole tables, then ranges with added rows.
    const comparisons = ranges.map((_, i) => () => compare(table, ranges, i)).toReversed();
    let others = '';
    const behind = async (): Promise<Comparison> => {
      const found = await readRowsBehind(table, last);
      others = found.others;
      return { found: 0, differences: found.differences };
    };
    const looks = [orphans, behind, ...comparisons];
    const { rows } = await withHeartbeats(
      () => ({ table: mapping.name, comparing: 'both sides' }),
      () =>
        inSlices({
          name: mapping.name,
          items: oneByOne(looks),
          atOnce: definition.copy.threads,
          sliceMs: WHOLE,
          before: 0,
          total: ranges.reduce((sum, { staged }) => sum + (staged?.rows ?? 0), 0),
          work: (look, endsAt) =>
            throttle.during(async () => {
              const result = await look();
              differences.push(...result.differences);
              return result.found;
            }, endsAt),
        }),
    );

    const verified = differences.length === 0;
    await recordTable(ledger, input.run, mapping.name, { source, target, rows, verified });
    if (!verified)
      throw failure(
        'RowsDiffer',
        `${target} is not what ${source} maps to, by ${projection.key}: ${differences.slice(0, 5).join('; ')}.`,
      );
    return { changed: false, summary: `${rows} rows of ${target} are what ${source} maps to.${others}` };
  },
});

// oxlint-disable-next-line typescript/require-await -- slices take what comes from a server as well
async function* oneByOne<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

interface Comparison {
  /** Rows that the target has. */
  readonly found: number;
  readonly differences: readonly string[];
}

async function compare(table: AlignedTable, ranges: readonly PlannedRange[], i: number): Promise<Comparison> {
  const { projection, places, sides, target } = table;
  const { upTo, staged } = ranges[i] as PlannedRange;
  const range = { after: ranges[i - 1]?.upTo ?? null, upTo };
  const where = `from ${range.after ?? 'the beginning'} to ${upTo}`;
  const [source, imported] = await Promise.all([
    readDigests(sides.source, ...digestsOfSource(projection, places, range)),
    readDigests(sides.target, digestsOfTable(projection, target, range)),
  ]);
  const told = (what: string): Comparison => ({ found: imported.rows, differences: [`${where} ${what}`] });
  if (source.computed !== imported.computed)
    return told(`(${source.rows} rows in the source, ${imported.rows} in the target)`);
  if (projection.built.length > 0 && staged !== null) {
    if (source.inputs !== staged.inputs) return told('(the source has changed since it was copied)');
    if (imported.built !== staged.built) return told('(what was built from the source has changed in the target)');
  }
  return { found: imported.rows, differences: [] };
}
