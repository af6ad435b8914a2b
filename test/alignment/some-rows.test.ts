import { fixBase } from '../../alignment/added-rows';
import { project } from '../../alignment/projection';
import { projectSome, selectSomeStaged, withKeys } from '../../alignment/some-rows';
import { stageRange } from '../../alignment/statements';
import { column, ID, mapping, PLACES } from './support';

const COLUMNS = [ID, column('name')];
const plain = project(mapping(), COLUMNS, COLUMNS, PLACES);

test('rows are chosen by their keys, beside what the mapping wants; none of none', () => {
  expect(withKeys('t', 'id', ['1', "it's"])).toBe("t.`id` IN ('1', 'it''s')");
  expect(withKeys('t', 'id', [])).toBe('FALSE');
  expect(projectSome(plain, ['3', '5']).where).toBe(`(${plain.where}) AND s.\`id\` IN ('3', '5')`);
  expect(selectSomeStaged(plain, PLACES, ['3'])).toMatch(
    /^SELECT t\.`id`, t\.`name` FROM `stackleap_\w+`\.`\w+` t WHERE t\.`id` IN \('3'\)$/,
  );
});

test('added rows are chosen by the numbers that their keys were made of', () => {
  const added = {
    from: { database: 'nova', table: 'others' },
    number: 'id',
    where: 's.wanted = 1',
    columns: {},
  } as const;
  const projection = project(mapping({ added }), COLUMNS, COLUMNS, PLACES);
  const fixed = { ...projection, added: projection.added && fixBase(projection.added, '1000000') };
  const sql = (keys: readonly string[]): string =>
    stageRange(projectSome(fixed, keys), PLACES, { after: null, upTo: '1000020' }).replaceAll(/\s+/g, ' ');
  expect(sql(['7', '1000007'])).toContain("(s.deleted = 0) AND s.`id` IN ('7', '1000007'))");
  expect(sql(['7', '1000007'])).toContain('(s.wanted = 1) AND s.`id` IN (7))');
  expect(sql(['7'])).toContain('(s.wanted = 1) AND FALSE)');
});
