import { fillIn } from '../../../alignment/places';
import { placesOf } from '../../../alignment/settings';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { StepInput, StepResult } from '../../../model/run';
import { tableName } from '../../../model/quote';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { withHeartbeats } from '../../toolbox/heartbeat';
import { pairOf } from '../../toolbox/pair-of';
import { refusal } from '../sql/refusal';

/** As many as a message can hold. */
const EXAMPLES = 3;

/** Operations that are under way in the old databases, one sentence a kind. */
export async function readInFlight(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
  pair: ReleasePair,
): Promise<Blocker[]> {
  const source = await deps.databases.of(definition.source.server);
  const places = placesOf(definition);
  const found: Blocker[] = [];
  for (const { database, table, when: asked, what, label } of pair.inFlight) {
    const when = fillIn(asked, places);
    const from = tableName(definition.source.databases[database], table);
    try {
      const [total] = await source.rows(`SELECT COUNT(*) AS n FROM ${from} WHERE ${when}`);
      const count = Number(total?.['n']);
      if (count === 0) continue;
      const rows = await source.rows(`SELECT ${label} AS label FROM ${from} WHERE ${when} LIMIT ${EXAMPLES}`);
      const examples = rows.map((row) => row['label']?.toString() ?? '').join(', ');
      found.push({ type: 'InFlight', message: `${from}: ${count} × ${what}, for example ${examples}.` });
    } catch (error) {
      found.push({
        type: 'InvalidDefinition',
        message: `Cannot find out whether there is any ${what}: ${refusal(error)}.`,
      });
    }
  }
  return found;
}

/** Behind stopped APIs: what was begun must have come to its end before rows are copied. */
export const verifyNothingInFlight = defineStep({
  name: 'verifyNothingInFlight',
  once: 'never',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const found = await withHeartbeats(
      () => ({ looking: 'operations under way' }),
      () => readInFlight(deps, definition, pairOf(deps, definition)),
    );
    if (found.length > 0) throw failure('InFlight', found.map(({ message }) => message).join(' '));
    return { changed: false, summary: 'Nothing is under way in Nova, Glance and Cinder.' };
  },
});
