import { project } from '../../alignment/projection';
import { stageBuiltRange } from '../../alignment/stage-built';
import { column, ID, mapping, PLACES } from './support';

const MAPPING = mapping({ built: { inputs: { text: 's.name' }, columns: ['spec'], build: () => ({ spec: '' }) } });
const COLUMNS = [ID, column('name'), column('deleted'), column('spec')];
const projection = project(MAPPING, COLUMNS, COLUMNS, PLACES);

function statement(...rows: readonly (readonly [key: string, spec: string | null])[]): string {
  const built = rows.map(([key, spec]) => ({ key, values: { spec } }));
  return stageBuiltRange(projection, PLACES, { after: '5', upTo: '9' }, built).replaceAll(/\s+/g, ' ');
}

test('what code has built is chosen by the key, and the rows stay in the server', () => {
  const sql = statement(['6', "it's"], ['9', null]);
  expect(sql).toContain(
    'INSERT INTO `stackleap_nova`.`things` (`id`, `name`, `deleted`, `spec`) SELECT s.`id` AS `id`',
  );
  expect(sql).toContain("ELT(FIELD(s.`id`, 6, 9), 'it''s', NULL) AS `spec` FROM `old_nova`.`things` s");
  expect(sql).toContain("WHERE s.`id` > '5' AND s.`id` <= '9' AND (s.deleted = 0)");
});

test('a value that many rows have is written once', () => {
  expect(statement(['6', 'a'], ['7', 'b'], ['9', 'a'])).toContain(
    "ELT(ELT(FIELD(s.`id`, 6, 7, 9), 1, 2, 1), 'a', 'b')",
  );
  expect(statement(['6', 'a'], ['7', 'a'])).toContain("'a' AS `spec`");
});

test('keys that are texts are compared as texts', () => {
  const text = project(mapping({ ...MAPPING, key: 'name' }), COLUMNS, COLUMNS, PLACES);
  const rows = ['1e1', '10'].map((key) => ({ key, values: { spec: key } }));
  expect(stageBuiltRange(text, PLACES, { after: null, upTo: '9' }, rows)).toContain("FIELD(s.`name`, '1e1', '10')");
});
