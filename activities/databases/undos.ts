import type { UndoEntry, Undos } from '../../model/ledger';
import { identifier, tableName } from '../../model/quote';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { withFailures } from '../services/with-failures';
import { openTable, type AlignedTable } from './aligned-table';
import { sidesOf } from './connections';
import { exists, forgetImport, forgetRanges, readImport } from './progress';
import { tableFact, tableFactValue } from './table-fact';
import { deleteWithDependents, setAutoIncrement, withoutOrder } from './target-table';

export function createDatabaseUndos(deps: Dependencies): Undos {
  const tableOf = ({ cluster, detail }: UndoEntry): Promise<AlignedTable> =>
    openTable(deps, cluster, (detail as { mapping: string }).mapping);

  return withFailures({
    removeImportedRows: async (entry, run) => {
      const table = await tableOf(entry);
      const { mapping, sides, places, stagingSchema, staging, target, projection } = table;
      if (!(await exists(sides.target, stagingSchema, mapping.to.table)))
        throw failure(
          'UndoFailed',
          `${staging} is gone, and with it the knowledge which rows of ${target} were put there by StackLeap.`,
        );
      const rows = await sides.target.transaction(async (on) => {
        // Without the mark nothing was imported: then every row there is somebody else's.
        if ((await readImport(on, stagingSchema, mapping.name)) === undefined) return 0;
        const key = identifier(projection.key);
        const ours = (row: string): string => `EXISTS (SELECT 1 FROM ${staging} s WHERE s.${key} = ${row}.${key})`;
        const schema = places.target[mapping.to.database];
        const deleted = await withoutOrder(on, table, () => deleteWithDependents(on, schema, mapping.to.table, ours));
        await forgetImport(on, stagingSchema, mapping.name);
        return deleted;
      });
      const next = entry.detail['autoIncrement'];
      if (typeof next === 'string') await setAutoIncrement(sides.target, target, next);
      const ledger = await deps.ledger(table.definition);
      const taken = tableFactValue({ source: table.source, target, rows: 0, verified: false });
      await ledger.recordFact(run, tableFact(mapping.name), taken);
      return `${rows} rows taken out of ${target}.`;
    },

    dropStagedRows: async (entry) => {
      const { sides, mapping, stagingSchema, staging } = await tableOf(entry);
      if (!(await exists(sides.source, stagingSchema))) return `${stagingSchema} is gone already.`;
      await forgetRanges(sides.source, stagingSchema, mapping.name);
      await sides.source.run(`DROP TABLE IF EXISTS ${tableName(stagingSchema, mapping.to.table)}`);
      return `${staging} is dropped.`;
    },

    dropStagingDatabase: async (entry) => {
      const definition = await deps.readDefinition(entry.cluster);
      const { source } = await sidesOf(definition);
      const { schema } = entry.detail as { schema: string };
      await source.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
      return `${schema} is dropped.`;
    },
  });
}
