import { findUnplacedColumns, project } from '../../alignment/projection';
import { createStagingTable, importRange, secondaryKeys, selectInputs, stageRange } from '../../alignment/statements';
import { column, ID, mapping, PLACES } from './support';

const SOURCE = [ID, column('name'), column('type_id'), column('deleted'), column('scheduled_at')];
const TARGET = [ID, column('name'), column('flavor_id'), column('uuid'), column('spec')];
const MAPPING = mapping({
  columns: { flavor_id: { from: 'type_id' } },
  built: { inputs: { text: 's.name' }, columns: ['spec'], build: () => ({ spec: '' }) },
  dropped: ['scheduled_at'],
});
const projection = project(MAPPING, SOURCE, TARGET, PLACES);

test('columns in common come by name, others as the mapping says, those that nobody gives stay at their default', () => {
  expect(projection.columns).toMatchObject([
    { name: 'id', sql: 's.`id`' },
    { name: 'name', sql: 's.`name`' },
    { name: 'flavor_id', sql: 's.`type_id`' },
  ]);
  expect(findUnplacedColumns(MAPPING, SOURCE, TARGET).map(({ name }) => name)).toEqual(['deleted']);
});

test('a range is staged by one statement, in the order of its key', () => {
  const plain = { ...projection, built: [], inputs: [] };
  expect(stageRange(plain, PLACES, { after: '5', upTo: '9' }).replaceAll(/\s+/g, ' ')).toBe(
    'INSERT INTO `stackleap_nova`.`things` (`id`, `name`, `flavor_id`) ' +
      'SELECT s.`id` AS `id`, s.`name` AS `name`, s.`type_id` AS `flavor_id` FROM `old_nova`.`things` s ' +
      "WHERE s.`id` > '5' AND s.`id` <= '9' AND (s.deleted = 0)",
  );
  expect(selectInputs(projection, PLACES, { after: null, upTo: '9' })).toContain('(s.name) AS `in:text`');
});

test('the import names every column that the mapping fills', () => {
  expect(importRange(projection, PLACES, { after: null, upTo: '9' })).toBe(
    'INSERT INTO `nova`.`things` (`id`, `name`, `flavor_id`, `spec`) ' +
      "SELECT t.`id`, t.`name`, t.`flavor_id`, t.`spec` FROM `stackleap_nova`.`things` t WHERE t.`id` <= '9'",
  );
});

test('a staging table is the target without its foreign keys, and gets its other keys later', () => {
  const shown = [
    'CREATE TABLE `things` (',
    '  `id` int(11) NOT NULL AUTO_INCREMENT,',
    '  PRIMARY KEY (`id`),',
    '  UNIQUE KEY `u` (`y`,`x`),',
    '  KEY `k` (`x`(20)),',
    '  CONSTRAINT `a` FOREIGN KEY (`x`) REFERENCES `others` (`id`),',
    '  CONSTRAINT `CONSTRAINT_1` CHECK (`y` in (0,1)),',
    '  CONSTRAINT `b` FOREIGN KEY (`z`) REFERENCES `others` (`id`)',
    ') ENGINE=InnoDB AUTO_INCREMENT=12 DEFAULT CHARSET=utf8',
  ].join('\n');
  expect(createStagingTable(shown, 'stackleap_nova', true).split('\n')).toEqual([
    'CREATE TABLE IF NOT EXISTS `stackleap_nova`.`things` (',
    '  `id` int(11) NOT NULL AUTO_INCREMENT,',
    '  PRIMARY KEY (`id`),',
    '  CONSTRAINT `CONSTRAINT_1` CHECK (`y` in (0,1))',
    ') ENGINE=InnoDB DEFAULT CHARSET=utf8',
  ]);
  expect(createStagingTable(shown, 'stackleap_nova', false)).toContain('\n  CHECK (`y` in (0,1))\n');
  expect(secondaryKeys(shown)).toEqual(['UNIQUE KEY `u` (`y`,`x`)', 'KEY `k` (`x`(20))']);
});
