import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { applyExample, copyRooms, examplesOf, keepBuildInfo } from './examples';
import { read } from './sources';

const PAGE = read('docs/architecture.md');
const examples = examplesOf(PAGE);

/** In the project, so that packages are found; where the project's own compiler, formatter and tests do not look. */
let folder: string;
beforeAll(() => {
  mkdirSync(join(projectRoot(), 'dist'), { recursive: true });
  folder = mkdtempSync(join(projectRoot(), 'dist', 'examples-'));
  copyRooms(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files, relative to the folder, in which the compiler finds a mistake. */
function wrongFiles(): readonly string[] {
  const compiler = join(projectRoot(), 'node_modules', '.bin', 'tsc');
  const { stdout } = spawnSync(compiler, ['-p', 'tsconfig.json', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const errors = stdout.split('\n').filter((line) => /\berror TS/.test(line));
  return errors.map((line) => line.replace(/[(:].*/, ''));
}

test('every block of code on the page is an example', () => {
  expect(examples).toHaveLength(PAGE.match(/^```(ts|diff)$/gm)?.length ?? 0);
  expect(examples.filter(({ language }) => language === 'ts').map(({ path }) => path)).toEqual([
    'activities/hosts/ensure-unit-unmasked.ts',
    'activities/checks/verify-hypervisors.ts',
    'releases/liberty-to-train/pair.ts',
  ]);
});

test('the compiler takes all examples, and finds a mistake beside them', () => {
  for (const example of examples) applyExample(folder, example);
  applyExample(folder, {
    language: 'ts',
    path: 'plan/wrong.ts',
    lines: ["import { STEP } from './step';", 'STEP.no;'],
  });
  expect(wrongFiles()).toEqual(['plan/wrong.ts']);
  keepBuildInfo(folder);
}, 120_000);

test('an example whose place is gone is refused', () => {
  const gone = { language: 'diff', path: 'plan/verify.ts', lines: [' no such line', '+another'] } as const;
  expect(() => applyExample(folder, gone)).toThrow('plan/verify.ts does not have these lines once');
});
