import { createTableChoices } from '../../../activities/databases/context/known-choices';
import { tableChoices } from '../../../alignment/table-choices';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { definitionOf } from '../../support/definition';

const volumes = { ...definitionOf('blue').volumes, availabilityZone: 'elsewhere' };

test('digests are computed once, and again where the definition or the pair is another', () => {
  const choicesOf = createTableChoices();
  const first = choicesOf(LIBERTY_TO_STEIN, definitionOf('blue'));
  expect(first).toEqual(tableChoices(LIBERTY_TO_STEIN, definitionOf('blue')));
  expect(choicesOf(LIBERTY_TO_STEIN, definitionOf('blue'))).toBe(first);
  const changed = { ...definitionOf('blue'), volumes };
  expect(choicesOf(LIBERTY_TO_STEIN, changed)).toEqual(tableChoices(LIBERTY_TO_STEIN, changed));
  expect(choicesOf(LIBERTY_TO_STEIN, changed)).not.toEqual(first);
  const pair = { ...LIBERTY_TO_STEIN, fixUps: [] };
  expect(choicesOf(pair, changed)).toEqual(tableChoices(pair, changed));
});
