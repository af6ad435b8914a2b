import { mappingsOfPhase } from '../../../alignment/mappings';
import { stagingSchema, type Places } from '../../../alignment/places';
import { asideName } from '../../../alignment/statements';
import { exists } from '../../../connectors/mysql/exists';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Ledger } from '../../../model/ledger';
import type { TableMapping } from '../../../model/mapping';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { tableStepId } from '../../../model/names';
import { tableName } from '../../../model/quote';
import type { Sides } from '../../toolbox/sides';
import { readImports } from '../context/progress';
import { isVerified } from '../context/table-fact';
import type { TablePhase } from '../context/table-phases';
import { findForeignRows } from '../sql/target-table';

/** Mappings whose rows are not in the target by our doing: the ledger claims those that are, also when staging is gone. */
export async function findUnclaimed(
  ledger: Ledger | undefined,
  definition: ClusterDefinition,
  pair: ReleasePair,
  phases: readonly TablePhase[],
): Promise<TableMapping[]> {
  const all = phases.flatMap((phase) =>
    mappingsOfPhase(pair, phase, definition).map((mapping) => ({ phase, mapping })),
  );
  const free: TableMapping[] = [];
  for (const { phase, mapping } of all) {
    const claimed =
      ledger !== undefined &&
      ((await ledger.readDone(definition.name, tableStepId(phase, mapping.name, 'import'))) !== undefined ||
        (await isVerified(ledger, definition.name, mapping.name)));
    if (!claimed) free.push(mapping);
  }
  return free;
}

/** The target is clean when it has no rows but its built-in ones, and those that we have put there. */
export async function readForeignRows(
  mappings: readonly TableMapping[],
  places: Places,
  sides: Sides,
): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const mapping of mappings) {
    const schema = places.target[mapping.to.database];
    if (!(await exists(sides.target, schema, mapping.to.table))) continue;
    const target = tableName(schema, mapping.to.table);
    const staging = stagingSchema(schema);
    const swapped = await exists(sides.target, staging, asideName(mapping.to.table));
    const begun = await exists(sides.target, staging);
    // Imported, and killed before the ledger could say so.
    if (swapped || (begun && (await readImports(sides.target, staging, mapping.name)).size > 0)) continue;
    const message = await findForeignRows(sides.target, target, mapping);
    if (message !== undefined) found.push({ type: 'TargetNotClean', message });
  }
  return found;
}
