import { parseTable, parseUpgradeChecks } from '../../../activities/controllers/tables';

test('reads the table of cells', () => {
  const output = [
    '+-------+--------------------------------------+',
    '|  Name |                 UUID                 |',
    '+-------+--------------------------------------+',
    '| cell0 | 00000000-0000-0000-0000-000000000000 |',
    '| cell1 | 11111111-0000-0000-0000-000000000000 |',
    '+-------+--------------------------------------+',
  ].join('\n');
  expect(parseTable(output)).toEqual([
    { Name: 'cell0', UUID: '00000000-0000-0000-0000-000000000000' },
    { Name: 'cell1', UUID: '11111111-0000-0000-0000-000000000000' },
  ]);
  expect(parseTable('')).toEqual([]);
});

test("reads Nova's upgrade checks, with details that go over several lines", () => {
  const output = [
    '+--------------------------------+',
    '| Upgrade Check Results          |',
    '+--------------------------------+',
    '| Check: Cells v2                |',
    '| Result: Success                |',
    '| Details: None                  |',
    '+--------------------------------+',
    '| Check: Request Spec Migration  |',
    '| Result: Failure                |',
    '| Details: There are instances   |',
    '|   without a request spec.      |',
    '+--------------------------------+',
  ].join('\n');
  expect(parseUpgradeChecks(output)).toEqual([
    { name: 'Cells v2', result: 'Success', details: 'None' },
    {
      name: 'Request Spec Migration',
      result: 'Failure',
      details: 'There are instances without a request spec.',
    },
  ]);
});
