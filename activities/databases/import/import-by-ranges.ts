import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import { allColumns, importRange, nextStaged, selectStaged, type Range } from '../../../alignment/statements';
import type { BinaryRow, Statements } from '../../../connectors/mysql/statements';
import { identifier } from '../../../model/quote';
import type { Throttle } from '../../dependencies';
import type { AlignedTable } from '../context/aligned-table';
import { count } from '../../toolbox/metrics/count';
import { sameServer } from '../../toolbox/sides';
import { insertRows } from '../sql/insert-rows';
import { readImports, readRanges, recordImport } from '../context/progress';
import { withBeginnings, type NumberedRange } from '../context/ranges';
import { inSlices, type Sliced, type SliceResult } from '../throttle/slices';

/** Rows that lie in memory on their way from one server to the other, and about how many bytes; one row may have more. */
const PAGE = { rows: 500, bytes: 8_000_000 } as const;
/** The mark that the release's own rows made room for ours. */
const BUILT_IN = -1;

/** Puts the staged rows that are not in the target yet there, several ranges at once; `replace` says that built-in rows make room. */
export async function importByRanges(
  table: AlignedTable,
  throttle: Throttle,
  replace: boolean,
  {
    total,
    sliceMs,
    mayWrite,
  }: Pick<Sliced<unknown>, 'total' | 'sliceMs'> & Required<Pick<Sliced<unknown>, 'mayWrite'>>,
): Promise<SliceResult> {
  const { sides, stagingSchema, mapping, definition } = table;
  const marks = await readImports(sides.target, stagingSchema, mapping.name);
  if (replace && !marks.has(BUILT_IN)) await removeBuiltInRows(table);
  const ranges = withBeginnings(await readRanges(sides.source, stagingSchema, mapping.name));
  return inSlices({
    name: mapping.name,
    items: each(ranges.filter(({ number }) => !marks.has(number))),
    atOnce: definition.copy.threads,
    sliceMs,
    before: [...marks.values()].reduce((sum, rows) => sum + rows, 0),
    total,
    mayWrite,
    work: async (range, endsAt) => {
      const imported = await throttle.during(() => importOne(table, range), endsAt);
      count('stackleap_rows_copied_total', imported, { cluster: definition.name, copy: 'imported' });
      return imported;
    },
  });
}

// oxlint-disable-next-line typescript/require-await -- slices take what comes from a server as well
async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function removeBuiltInRows({ sides, stagingSchema, mapping, projection, target }: AlignedTable): Promise<void> {
  await sides.target.transaction(async (on) => {
    await recordImport(on, stagingSchema, mapping.name, BUILT_IN, 0);
    const key = identifier(projection.key);
    const builtIn = `SELECT t.${key} FROM ${target} t WHERE ${mapping.builtIn ?? 'FALSE'}`;
    // An alias in DELETE wants a database that is selected; a table in its own subquery wants to be read beforehand.
    await on.run(`DELETE FROM ${target} WHERE ${key} IN (SELECT ${key} FROM (${builtIn}) r)`);
  });
}

async function importOne(table: AlignedTable, range: NumberedRange): Promise<number> {
  const { sides, stagingSchema, mapping, definition, projection, places } = table;
  return sides.target.transaction(async (on) => {
    if ((await readImports(on, stagingSchema, mapping.name)).has(range.number)) return 0;
    // The proof looks at the keys when all rows are there.
    return withoutForeignKeyChecks(on, async () => {
      const rows = sameServer(definition)
        ? await on.run(importRange(projection, places, range))
        : await stream(on, table, range);
      // The first of two workers wins: the mark is unique.
      await recordImport(on, stagingSchema, mapping.name, range.number, rows);
      return rows;
    });
  });
}

/** From the source's server through this process into the target's, a page after the other. */
async function stream(on: Statements, table: AlignedTable, range: Range): Promise<number> {
  const { sides, target, projection, places } = table;
  const columns = allColumns(projection);
  let rows = 0;
  for (let after = range.after; ;) {
    const next = await sides.source.rows(nextStaged(projection, places, { after, upTo: range.upTo }, PAGE.rows));
    const upTo = endOfPage(next.map((row) => ({ key: String(row['k']), bytes: Number(row['bytes']) })));
    if (upTo === null) return rows;
    const page = await sides.source.rows<BinaryRow>(selectStaged(projection, places, { after, upTo }));
    await insertRows(
      on,
      target,
      columns,
      page.map((row) => columns.map((name) => row[name] ?? null)),
    );
    rows += page.length;
    after = upTo;
  }
}

/** The key of the last row that goes along; null when there are no rows. */
export function endOfPage(rows: readonly { readonly key: string; readonly bytes: number }[]): string | null {
  let bytes = 0;
  const over = rows.findIndex((row) => (bytes += row.bytes) > PAGE.bytes);
  return (over === -1 ? rows.at(-1) : rows[Math.max(0, over - 1)])?.key ?? null;
}
