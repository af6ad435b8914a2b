import { assertionsOf } from '../../alignment/assertions';
import { fillIn } from '../../alignment/places';
import type { Assertion } from '../../model/assertion';
import type { ReleasePair } from '../../model/mapping';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { whileBeating } from '../heartbeat';
import { sidesOf } from './connections';
import { pairOf } from './pair-of';
import { readPlaces } from './read-places';

const TOLD = 10;

export interface AssertionsInput extends StepInput {
  readonly tables: keyof ReleasePair['tables'];
}

/** Asks the target whether what the new release relies on is true, when all tables of a phase are there. */
export function createVerifyAssertions(deps: Dependencies) {
  return async ({ run, tables }: AssertionsInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(run.cluster);
    const pair = pairOf(deps, definition);
    const sides = await sidesOf(definition);
    const places = await readPlaces(definition, pair, sides);
    const ledger = await deps.ledger(definition);
    const { asserted, leftOut } = assertionsOf(pair, tables, definition);
    const broken: string[] = [];
    for (const { name, broken: sql } of asserted) {
      const rows = await whileBeating(
        () => ({ asserting: name }),
        () => sides.target.rows(`SELECT label FROM (${fillIn(sql, places)}) b LIMIT ${TOLD}`),
      );
      const problems = rows.map((row) => String(row['label']));
      await ledger.recordFact(run, `checks/${name}`, { name, passed: problems.length === 0, checked: 0, problems });
      if (problems.length > 0) broken.push(`it is not true that ${name}: ${problems.join(', ')}`);
    }
    if (broken.length > 0) throw failure('CheckFailed', `${definition.name}: ${broken.join('; ')}.`);
    return {
      changed: false,
      summary: [`${asserted.length} assertions about ${tables} are true.`, ...leftOut.map(unasserted)].join(' '),
    };
  };
}

function unasserted({ name, madeTrueBy = '' }: Assertion): string {
  return `Not asserted, as ${madeTrueBy} is switched off: ${name}.`;
}
