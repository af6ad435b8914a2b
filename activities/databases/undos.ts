import { exists } from '../../connectors/mysql/exists';
import type { UndoEntry, Undos } from '../../model/ledger';
import { identifier, tableName } from '../../model/quote';
import type { Dependencies } from '../dependencies';
import { whileBeating } from '../toolbox/heartbeat';
import { withFailures } from '../toolbox/with-failures';
import { sidesOf } from '../toolbox/connections';
import { openCopied, type CopiedTable } from './context/copied-table';
import { forgetRanges } from './context/progress';
import { removeImported, requireStaging } from './import/remove-imported';
import { tableFact, tableFactValue, takeProofBack } from './context/table-fact';
import { fromDetail } from './import/target-before';

export function createDatabaseUndos(deps: Dependencies): Undos {
  const tableOf = ({ cluster, detail }: UndoEntry): Promise<CopiedTable> =>
    openCopied(deps, cluster, (detail as { mapping: string }).mapping);

  return withFailures({
    removeImportedRows: async (entry, run) => {
      const table = await tableOf(entry);
      const { mapping, source, target } = table;
      await requireStaging(table);
      const ledger = await deps.ledger(table.definition);
      // First: an undo that breaks off must leave no proof of rows that are gone.
      await takeProofBack(ledger, run, mapping.name);
      const rows = await whileBeating(
        () => ({ undoing: mapping.name }),
        () => removeImported(table, fromDetail(entry.detail)),
      );
      const taken = tableFactValue({ source, target, rows: 0, verified: false });
      await ledger.recordFact(run, tableFact(mapping.name), taken);
      return `${rows} rows taken out of ${target}.`;
    },

    dropStagedRows: async (entry) => {
      const { sides, mapping, stagingSchema, staging } = await tableOf(entry);
      if (!(await exists(sides.source, stagingSchema))) return `${stagingSchema} is gone already.`;
      await whileBeating(
        () => ({ dropping: staging }),
        () => sides.source.run(`DROP TABLE IF EXISTS ${tableName(stagingSchema, mapping.to.table)}`),
      );
      // Not before: rows without their marks would be staged once more beside themselves.
      await forgetRanges(sides.source, stagingSchema, mapping.name);
      return `${staging} is dropped.`;
    },

    dropStagingDatabase: async (entry) => {
      const definition = await deps.readDefinition(entry.cluster);
      const { source, target } = await sidesOf(definition);
      const { schema } = entry.detail as { schema: string };
      await whileBeating(
        () => ({ dropping: schema }),
        async () => {
          for (const side of new Set([source, target])) await side.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
        },
      );
      return `${schema} is dropped.`;
    },
  });
}
