import { addedOutOfRange, addedWithoutValue } from './findings/added';
import { failedChecks } from './findings/checks';
import { foreignCharacters } from './findings/characters';
import { notAChoice } from './findings/choices';
import { collisions } from './findings/collisions';
import { zeroDates } from './findings/dates';
import type { FindingInput, KnownFinding, RowQuestion, SetQuestion } from './findings/input';
import { tooLong } from './findings/lengths';
import { nulls, withoutSource } from './findings/nulls';
import { outOfRange } from './findings/numbers';
import { tooBigForStatement } from './findings/packets';
import { refused, withoutPlace } from './findings/places';
import { brokenReferences } from './findings/references';
import { withoutPartner } from './findings/replacements';

/** Everything that may keep a mapping's rows from coming across as they are. */
export interface Questions {
  /** Found without a question. */
  readonly known: readonly KnownFinding[];
  /** Asked of each row, all in one pass. */
  readonly rows: readonly RowQuestion[];
  /** Asked by a statement each. */
  readonly sets: readonly SetQuestion[];
}

export function questionsOf(input: FindingInput): Questions {
  return {
    known: [...withoutSource(input), ...addedWithoutValue(input)],
    rows: [
      ...nulls(input),
      ...withoutPlace(input),
      ...tooLong(input),
      ...outOfRange(input),
      ...notAChoice(input),
      ...foreignCharacters(input),
      ...zeroDates(input),
      ...failedChecks(input),
      ...tooBigForStatement(input),
      ...withoutPartner(input),
      ...refused(input),
    ],
    sets: [...collisions(input), ...brokenReferences(input), ...addedOutOfRange(input)],
  };
}
