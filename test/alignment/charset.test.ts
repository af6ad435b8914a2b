import { charsetOf, olderNames } from '../../alignment/charset';

test('the character set is in the name of the collation; three-byte UTF-8 has one name', () => {
  expect(['utf8_bin', 'utf8mb3_general_ci', 'utf8mb4_0900_ai_ci', 'binary', null].map(charsetOf)).toEqual([
    'utf8',
    'utf8',
    'utf8mb4',
    'binary',
    null,
  ]);
});

test('a table’s structure in the names of older servers; what is no name stays', () => {
  const structure = [
    'CREATE TABLE `t` (',
    "  `a` varchar(9) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin DEFAULT 'utf8mb3',",
    '  `utf8mb3` varchar(9) COLLATE utf8mb4_bin',
    ') ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci',
  ];
  expect(olderNames(structure.join('\n')).split('\n')).toEqual([
    structure[0],
    "  `a` varchar(9) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT 'utf8mb3',",
    structure[2],
    ') ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci',
  ]);
});
