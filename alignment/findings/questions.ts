import { addedOutOfRange, addedWithoutValue } from './added';
import { failedChecks } from './checks';
import { foreignCharacters } from './characters';
import { notAChoice } from './choices';
import { collisions } from './collisions';
import { zeroDates } from './dates';
import type { FindingInput, KnownFinding, RowQuestion, SetQuestion } from './input';
import { tooLong } from './lengths';
import { nulls, withoutSource } from './nulls';
import { outOfRange } from './numbers';
import { tooBigForStatement } from './packets';
import { refusedByMapping, withoutPlace } from './places';
import { brokenReferences } from './references';
import { withoutPartner } from './replacements';

/** Everything that may keep a mapping's rows from being copied as they are. */
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
      ...refusedByMapping(input),
    ],
    sets: [...collisions(input), ...brokenReferences(input), ...addedOutOfRange(input)],
  };
}
