import { buildRow } from '../../../alignment/build-row';
import { rowDigestsOfSource, rowDigestsOfTable } from '../../../alignment/digests';
import { InputsDigest } from '../../../alignment/inputs-digest';
import type { BuiltRow } from '../../../alignment/stage-built';
import { selectInputs, within, type Range } from '../../../alignment/statements';
import type { BinaryRow, Row } from '../../../connectors/mysql/statements';
import { identifier } from '../../../model/quote';
import type { AlignedTable } from '../context/aligned-table';
import { digestText } from '../sql/digest';

/** Rows of a range that the target has otherwise than the mapping makes them of the source now, by key. */
export interface ChangedRows {
  /** They are in the source. */
  readonly put: readonly string[];
  /** They are in the target alone. */
  readonly gone: readonly string[];
  /** Where code builds columns: what it builds for the rows in `put`, and the digest of what it was given for all of the range. */
  readonly built: { readonly rows: readonly BuiltRow[]; readonly inputs: string } | null;
}

/** Narrows a range to such rows: both sides' digests of each of its rows lie in memory meanwhile. */
export async function findChangedRows(table: AlignedTable, range: Range): Promise<ChangedRows> {
  const { projection, places, sides, target } = table;
  const source = new Map<string, string | null>();
  for (const sql of rowDigestsOfSource(projection, places, range))
    for (const row of await sides.source.rows(sql)) source.set(String(row['k']), digestOf(row));
  const present = new Map(
    (await sides.target.rows(rowDigestsOfTable(projection, target, range))).map((row) => [
      String(row['k']),
      digestOf(row),
    ]),
  );
  // A row without a digest is equal to nothing.
  const same = (key: string, digest: string | null): boolean => digest !== null && present.get(key) === digest;
  const put = new Set([...source].filter(([key, digest]) => !same(key, digest)).map(([key]) => key));
  const gone = [...present.keys()].filter((key) => !source.has(key));
  if (projection.built.length === 0) return { put: [...put], gone, built: null };
  const { rows, inputs } = await buildAgain(table, range);
  const before = await readBuilt(table, range);
  const rowsToPut = rows.filter((row) => put.has(row.key) || !isSame(row, before.get(row.key)));
  return { put: rowsToPut.map(({ key }) => key), gone, built: { rows: rowsToPut, inputs } };
}

function digestOf(row: Row): string | null {
  return row['computed'] === null ? null : String(row['computed']);
}

/** All of a range, as the source has it now. */
async function buildAgain({ projection, places, sides }: AlignedTable, range: Range) {
  const inputs = new InputsDigest(projection);
  const given = await sides.source.rows<BinaryRow>(selectInputs(projection, places, range));
  const rows = given.map((row): BuiltRow => {
    inputs.add(row);
    return { key: String(row[projection.key]), values: buildRow(projection, row) };
  });
  return { rows, inputs: digestText(rows.length, inputs.toString()) };
}

async function readBuilt({ projection, sides, target }: AlignedTable, range: Range) {
  const columns = projection.built.map((name) => `t.${identifier(name)}`);
  const rows = await sides.target.rows<BinaryRow>(
    `SELECT t.${identifier(projection.key)} AS k, ${columns.join(', ')} FROM ${target} t
     WHERE ${within('t', projection.key, range)}`,
  );
  return new Map(rows.map((row) => [String(row['k']), row]));
}

function isSame({ values }: BuiltRow, present: BinaryRow | undefined): boolean {
  if (present === undefined) return false;
  return Object.entries(values).every(([name, value]) => (present[name]?.toString() ?? null) === value);
}
