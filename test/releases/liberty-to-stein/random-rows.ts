import { mappingsOf } from '../../../alignment/mappings';
import type { Places } from '../../../alignment/places';
import { project } from '../../../alignment/projection';
import { selectRange } from '../../../alignment/statements';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Cell } from '../../../connectors/mysql/statements';
import { schemaStatements } from '../../../lab/generator/fill';
import { DEFAULT_ALIGNMENT, type AlignmentChoices } from '../../../model/tables/alignment-choices';
import type { SourceDatabase } from '../../../model/mapping';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { PLACES } from '../../alignment/support';
import { definitionOf } from '../../support/definition';
import { openScratchDatabase } from '../../support/scratch-server';
import { LAB_DEFINITION } from '../../support/lab-definition';

export type Rows = readonly Readonly<Record<string, Cell>>[];

/** Random rows in Liberty's tables. */
export interface RandomRows {
  /** What a mapping makes of these rows, on the real server and under Stein's real columns. */
  mapped(
    name: string,
    rows: Readonly<Record<string, Rows>>,
    choices: Partial<AlignmentChoices>,
    replacements?: Partial<Places['replacements']>,
  ): Promise<Rows>;
  close(): Promise<void>;
}

/** A database of its own with these tables of one of Liberty's, without foreign keys to others. */
export async function openRandomRows(from: SourceDatabase, tables: readonly string[]): Promise<RandomRows> {
  const database = await openScratchDatabase();
  const old = `test_random_${from}_${process.pid}`;
  await database.run(`CREATE DATABASE ${old} CHARACTER SET utf8`);
  await database.transaction(async (on) => {
    await on.run('SET SESSION foreign_key_checks = 0');
    await on.run(`USE ${old}`);
    for (const statement of await schemaStatements(from))
      if (tables.includes(/^CREATE TABLE `(\w+)`/.exec(statement)?.[1] ?? '')) await on.run(statement);
    await on.run('SET SESSION foreign_key_checks = 1');
  });
  const mapped: RandomRows['mapped'] = async (name, rows, choices, replacements = {}) => {
    for (const table of tables.toReversed()) await database.run(`DELETE FROM ${old}.${table}`);
    for (const table of tables)
      for (const row of rows[table] ?? []) {
        const columns = Object.keys(row);
        const names = columns.map((column) => `\`${column}\``).join(', ');
        const marks = columns.map(() => '?').join(', ');
        await database.run(`INSERT INTO ${old}.${table} (${names}) VALUES (${marks})`, Object.values(row));
      }
    const definition = definitionOf('blue', { alignment: { ...DEFAULT_ALIGNMENT, ...choices } });
    const mapping = mappingsOf(LIBERTY_TO_STEIN, definition).find((one) => one.name === name);
    if (mapping === undefined) throw new Error(`no mapping ${name}`);
    const places: Places = {
      ...PLACES,
      source: { ...PLACES.source, [from]: old },
      settings: {
        ...PLACES.settings,
        ...{ fallbackZone: definition.alignment.zones.fallback, poolFrom: 'pool', poolTo: 'new:pool' },
        ...{ windowsNic: choices.windowsNic ?? undefined, volumeType: choices.volumeType ?? undefined },
      },
      replacements: { ...PLACES.replacements, ...replacements },
    };
    const target = LAB_DEFINITION.target.databases[mapping.to.database];
    const source = (await readColumns(database, old, mapping.from.table)).get(mapping.from.table) ?? [];
    const wanted = (await readColumns(database, target, mapping.to.table)).get(mapping.to.table) ?? [];
    return database.rows(`${selectRange(project(mapping, source, wanted, places), places, null)} ORDER BY 1`);
  };
  return {
    mapped,
    close: async () => {
      await database.run(`DROP DATABASE IF EXISTS ${old}`);
      await database.close();
    },
  };
}
