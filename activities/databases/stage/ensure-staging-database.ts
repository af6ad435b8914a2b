import { z } from 'zod';
import { identifier } from '../../../model/quote';
import { stagingSchema } from '../../../alignment/places';
import { exists } from '../../../connectors/mysql/exists';
import type { TargetDatabase } from '../../../model/mapping';
import type { StepInput, StepResult } from '../../../model/run';
import { choicesDigest } from '../../../alignment/choices';
import { defineUndo } from '../../define/undo';
import { whileBeating } from '../../toolbox/heartbeat';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { sameServer, sidesOf } from '../../toolbox/connections';
import { createProgressTables } from '../context/progress';

export interface StagingInput extends StepInput {
  readonly database: TargetDatabase;
  /** What the definition said about the alignment when the plan was made. */
  readonly choices?: string;
}

const dropStagingDatabase = defineUndo({
  kind: 'dropStagingDatabase',
  detail: z.object({ schema: z.string() }),
  undo: async (deps, { schema }, { cluster }) => {
    const { source, target } = await sidesOf(await deps.readDefinition(cluster));
    await whileBeating(
      () => ({ dropping: schema }),
      async () => {
        for (const side of new Set([source, target])) await side.run(`DROP DATABASE IF EXISTS ${identifier(schema)}`);
      },
    );
    return `${schema} is dropped.`;
  },
});

/** A database beside the source's, in which rows are put into the target's shape before they touch it. */
export const ensureStagingDatabase = defineStep({
  name: 'ensureStagingDatabase',
  once: 'done',
  undo: dropStagingDatabase,
  run: async (deps: Dependencies, input: StagingInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    if (input.choices !== undefined && input.choices !== choicesDigest(definition))
      throw failure(
        'PlanMissing',
        `The definition of ${definition.name} says something else about the databases than when the plan was made.`,
      );
    const schema = stagingSchema(definition.target.databases[input.database]);
    const { source, target } = await sidesOf(definition);
    const there = await exists(source, schema);
    const ledger = await deps.ledger(definition);
    await dropStagingDatabase.record(ledger, input, { schema });
    await createProgressTables(source, schema);
    // On the target's own server it holds only the marks of what was imported.
    if (!sameServer(definition)) await createProgressTables(target, schema);
    return { changed: !there, summary: `${schema} ${there ? 'was there' : 'made'} on ${source.where}.` };
  },
});
