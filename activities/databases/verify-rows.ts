import { allColumns, digestOfSource, digestOfTable, type Range } from '../../alignment/statements';
import type { Statements } from '../../connectors/mysql/database';
import type { StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { beat } from '../heartbeat';
import { openTable, type AlignedTable } from './aligned-table';
import type { TableInput } from './ensure-rows-staged';
import { readRanges } from './progress';
import { tableFact, tableFactValue } from './table-fact';

/**
 * Proves by range that the target has what the mapping makes of the source: number of rows, and digests that the servers
 * compute. What code has built is compared between staging and target. Once proven it is left alone: Stein's services go
 * on to write into these rows.
 */
export function createVerifyRows(deps: Dependencies) {
  return async (input: TableInput): Promise<StepResult> => {
    const table = await openTable(deps, input.run.cluster, input.mapping);
    const { mapping, sides, stagingSchema, source, target } = table;
    const ledger = await deps.ledger(table.definition);
    const fact = tableFact(mapping.name);
    const known = await ledger.readFact(input.run.cluster, fact);
    if (known?.['verified'] === true) return { changed: false, summary: `${target} was verified before.` };

    let rows = 0;
    const differences: string[] = [];
    const ranges = await readRanges(sides.source, stagingSchema, mapping.name);
    for (const [i, { upTo }] of ranges.entries()) {
      const range: Range = { after: ranges[i - 1]?.upTo ?? null, upTo };
      const { source: from, target: to, equal } = await compare(table, range);
      if (!equal)
        differences.push(
          `${range.after ?? 'the beginning'} to ${upTo} (${from} rows in the source, ${to} in the target)`,
        );
      rows += to;
      beat({ table: mapping.name, verified: rows });
    }
    const total = await count(
      sides.target,
      `SELECT COUNT(*) AS n FROM ${target} t WHERE NOT (${mapping.seeded ?? 'FALSE'})`,
    );
    if (total !== rows) differences.push(`outside of all ranges (${total - rows} rows more in the target)`);

    const verified = differences.length === 0;
    await ledger.recordFact(input.run, fact, tableFactValue({ source, target, rows, verified }));
    if (!verified)
      throw failure(
        'RowsDiffer',
        `${target} is not what ${source} maps to, by ${table.projection.key} from ${differences.slice(0, 5).join('; ')}.`,
      );
    return { changed: false, summary: `${rows} rows of ${target} are what ${source} maps to.` };
  };
}

interface Comparison {
  readonly source: number;
  readonly target: number;
  readonly equal: boolean;
}

async function compare(table: AlignedTable, range: Range): Promise<Comparison> {
  const { projection, places, sides, target, staging } = table;
  const computed = projection.columns.map(({ name }) => name);
  const [source, imported] = await Promise.all([
    digest(sides.source, digestOfSource(projection, places, range)),
    digest(sides.target, digestOfTable(projection, target, computed, range)),
  ]);
  if (projection.built.length === 0) return result(source, imported);
  const all = allColumns(projection);
  const [staged, whole] = await Promise.all([
    digest(sides.source, digestOfTable(projection, staging, all, range)),
    digest(sides.target, digestOfTable(projection, target, all, range)),
  ]);
  const first = result(source, imported);
  return { ...first, equal: first.equal && result(staged, whole).equal };
}

interface Digest {
  readonly rows: number;
  readonly text: string;
}

async function digest(on: Statements, sql: string): Promise<Digest> {
  const [row] = await on.rows(sql);
  return { rows: Number(row?.['n']), text: [row?.['n'], row?.['digested'], row?.['digest']].join('/') };
}

/** A row whose digest the server could not compute (NULL) is not proven. */
function result(a: Digest, b: Digest): Comparison {
  const complete = a.text.startsWith(`${a.rows}/${a.rows}/`);
  return { source: a.rows, target: b.rows, equal: complete && a.text === b.text };
}

async function count(on: Statements, sql: string): Promise<number> {
  return Number((await on.rows(sql))[0]?.['n']);
}
