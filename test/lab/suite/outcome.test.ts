import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOutcome } from '../../../lab/suite/outcome';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const file = join(folder, 'outcome.json');

const passed = { fullName: 'it works', status: 'passed', failureMessages: [] };
const failed = (fullName: string, cause: string) => ({ fullName, status: 'failed', failureMessages: [cause] });

function write(suites: readonly object[]): void {
  const counts = { numPassedTests: 1, numFailedTests: 3, numRuntimeErrorTestSuites: 1 };
  writeFileSync(file, JSON.stringify({ ...counts, testResults: suites }));
}

test('tests that fail for one cause are reported together, a file that could not be run under its name', () => {
  write([
    {
      ...{ name: 'a.test.ts', message: '', startTime: 1_000, endTime: 3_500 },
      assertionResults: [
        passed,
        failed('one', '\u001b[31mthe set-up failed\u001b[39m\nat x'),
        failed('two', '\u001b[31mthe set-up failed\u001b[39m\nat x'),
        failed('three', 'something else'),
      ],
    },
    { name: 'b.test.ts', message: 'no such module', startTime: 0, endTime: 0, assertionResults: [] },
  ]);
  expect(readOutcome(file)).toEqual({
    passed: 1,
    failed: 4,
    failures: [
      '- one\n- two\n    the set-up failed\n    at x',
      '- three\n    something else',
      '- b.test.ts\n    no such module',
    ],
    files: [
      { name: 'a.test.ts', seconds: 2.5 },
      { name: 'b.test.ts', seconds: 0 },
    ],
  });
});

test('without an outcome it throws', () => {
  expect(() => readOutcome(join(folder, 'absent.json'))).toThrow('ENOENT');
});
