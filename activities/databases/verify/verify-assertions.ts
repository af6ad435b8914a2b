import { assertionsOf } from '../../../alignment/assertions';
import { fillIn, type Places } from '../../../alignment/places';
import type { Row } from '../../../connectors/mysql/statements';
import type { Assertion } from '../../../model/tables/assertion';
import { pluralize } from '../../../model/pluralize';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { StepInput, StepResult } from '../../../model/run';
import { recordCheck } from '../../define/check';
import { defineStep } from '../../define/step';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { withHeartbeats } from '../../toolbox/heartbeat';
import { sidesOf, type Sides } from '../../toolbox/sides';
import { pairOf } from '../../toolbox/pair-of';
import { readPlaces } from '../context/read-places';

const TOLD = 10;

export interface AssertionsInput extends StepInput {
  readonly tables: keyof ReleasePair['tables'];
}

/** Asks the target whether what the new release relies on is true, when all tables of a phase are there. */
export const verifyAssertions = defineStep({
  name: 'verifyAssertions',
  once: 'never',
  run: async (deps: Dependencies, { run, tables }: AssertionsInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(run.cluster);
    const pair = pairOf(deps, definition);
    const sides = await sidesOf(deps, definition);
    const places = await readPlaces(deps, definition, pair, sides);
    const ledger = await deps.ledger(definition);
    const { asserted, leftOut } = assertionsOf(pair, tables, definition);
    const broken: string[] = [];
    for (const assertion of asserted) {
      const { name } = assertion;
      const rows = await withHeartbeats(
        () => ({ asserting: name }),
        () => breaking(assertion, places, sides),
      );
      await recordCheck(ledger, run, { name, checked: 0, problems: rows }, TOLD);
      const table = fillIn(assertion.table, places).replaceAll('`', '');
      if (rows.length > 0)
        broken.push(
          `it is not true that ${name}: ${pluralize(rows.length, 'row')} of ${table}, for example ${rows.slice(0, TOLD).join(', ')}`,
        );
    }
    if (broken.length > 0) throw failure('CheckFailed', `${definition.name}: ${broken.join('; ')}.`);
    return {
      changed: false,
      summary: [`${asserted.length} assertions about ${tables} are true.`, ...leftOut.map(describeLeftOut)].join(' '),
    };
  },
});

/** The rows that break it, and did not before they were copied. */
async function breaking({ broken, already }: Assertion, places: Places, sides: Sides): Promise<readonly string[]> {
  const rows = labels(await sides.target.rows(fillIn(broken, places)));
  if (rows.length === 0 || already === undefined) return rows;
  const before = new Set(labels(await sides.source.rows(fillIn(already, places))));
  return rows.filter((label) => !before.has(label));
}

function labels(rows: readonly Row[]): string[] {
  return rows.map(({ label }) => String(label));
}

function describeLeftOut({ name, madeTrueBy = '' }: Assertion): string {
  return `Not asserted, as ${madeTrueBy} is switched off: ${name}.`;
}
