import { planFixUps } from '../../../alignment/fix-ups';
import { mappingsOfPhase } from '../../../alignment/mappings';
import type { Places } from '../../../alignment/places';
import type { DatabasePlan, PhaseTables } from '../../../alignment/table-plan';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { PhaseName } from '../../../model/phases';
import type { Dependencies } from '../../dependencies';
import { sameServer, sidesOf } from '../../toolbox/sides';
import { otherChoices } from '../context/other-choices';
import { missingSchemas, refusedLogins } from './reachable';
import { readNotices } from './read-notices';
import { readPlaces } from '../context/read-places';
import { readTablePlans, type TablePlanOptions } from './read-table-plans';
import { readUnreadTables } from './read-unread-tables';
import { refusal } from '../sql/refusal';
import { standingLedger } from './standing-ledger';
import { readForeignRows, findUnclaimed } from './foreign-rows';
import { tablePhases } from '../context/table-phases';
import { unknownCollations } from './unknown-collations';
import { unknownIdentities } from './unknown-identities';
import { unknownNames } from './unknown-names';
import { readInFlight } from '../verify/verify-nothing-in-flight';

export type ReadParts = Pick<Dependencies, 'releasePair' | 'ledger' | 'databases' | 'throttle' | 'newIdentities'>;

export interface ReadOptions extends Pick<TablePlanOptions, 'counts'> {
  readonly phases: readonly PhaseName[];
}

/** Looks at both sides' databases for all that these phases meet; `unreached` where a server cannot be asked. Reads only. */
export async function readDatabases(
  deps: ReadParts,
  definition: ClusterDefinition,
  { phases, counts }: ReadOptions,
): Promise<DatabasePlan | { readonly unreached: readonly Blocker[] }> {
  const { from, to } = definition.releases;
  const pair = deps.releasePair(from, to);
  const nothing = { phases: [], fixUps: [], switchedOff: [], notices: [] };
  if (pair === undefined) {
    const message = `StackLeap has no data for an upgrade from ${from} to ${to}.`;
    return { ...nothing, blockers: [{ type: 'InvalidDefinition', message }] };
  }
  const unreached = await refusedLogins(deps, definition);
  if (unreached.length > 0) return { unreached };
  const sides = await sidesOf(deps, definition);
  const missing = await missingSchemas(definition, sides);
  if (missing.length > 0) return { ...nothing, blockers: missing };

  let places: Places;
  try {
    places = await readPlaces(deps, definition, pair, sides);
  } catch (error) {
    const message = `The target does not say what the mappings look up in it: ${refusal(error)}.`;
    return { ...nothing, blockers: [{ type: 'InvalidDefinition', message }] };
  }
  const asked = tablePhases(pair, phases);
  const ledger = await standingLedger(deps, definition);
  const plans: PhaseTables[] = [];
  const mappings = asked.flatMap((phase) =>
    mappingsOfPhase(pair, phase, definition).map((mapping) => ({ phase, mapping })),
  );
  const all = mappings.map(({ mapping }) => mapping);
  const tables = await readTablePlans(all, places, sides, { counts, streamed: !sameServer(definition) });
  for (const phase of asked) plans.push({ phase, tables: tables.filter((_, i) => mappings[i]?.phase === phase) });
  return {
    phases: plans,
    ...planFixUps(pair, definition, asked),
    notices: counts
      ? [...(await readNotices(pair, places, sides)), ...(await readUnreadTables(pair, definition, places, sides))]
      : [],
    blockers: [
      ...(asked.length > 0 && ledger !== undefined ? await otherChoices(ledger, definition, pair) : []),
      ...(await deps.throttle(definition).unanswered()),
      ...(await readInFlight(deps, definition, pair)),
      ...(sameServer(definition) ? [] : await unknownCollations(all, places, sides)),
      ...(await unknownNames(definition, pair, all, places, sides)),
      ...tables.flatMap(({ findings }) => findings.map(({ type, message }): Blocker => ({ type, message }))),
      ...(await readForeignRows(await findUnclaimed(ledger, definition, pair, asked), places, sides)),
      ...(await unknownIdentities(definition, pair, places, sides)),
    ],
  };
}
