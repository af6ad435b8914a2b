import { mappingsOf } from '../../../alignment/mappings';
import { stagingSchema } from '../../../alignment/places';
import { exists } from '../../../connectors/mysql/exists';
import { identifier } from '../../../model/quote';
import type { StepInput, StepResult } from '../../../model/run';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { whileBeating } from '../../toolbox/heartbeat';
import { sidesOf } from '../../toolbox/connections';
import { pairOf } from '../../toolbox/pair-of';

/** Takes the staging databases away. With them goes the knowledge which rows are ours: from here on there is no way back. */
export const ensureStagingDropped = defineStep({
  name: 'ensureStagingDropped',
  once: 'done',
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const pair = pairOf(deps, definition);
    const { source, target } = await sidesOf(definition);
    const databases = new Set(mappingsOf(pair, definition).map(({ to }) => definition.target.databases[to.database]));
    const dropped: string[] = [];
    for (const schema of [...databases].map(stagingSchema)) {
      for (const side of new Set([source, target])) {
        if (!(await exists(side, schema))) continue;
        await whileBeating(
          () => ({ dropping: schema }),
          () => side.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`),
        );
        dropped.push(schema);
      }
    }
    const summary = dropped.length === 0 ? 'No staging database was left.' : `Dropped ${dropped.join(', ')}.`;
    return { changed: dropped.length > 0, summary };
  },
});
