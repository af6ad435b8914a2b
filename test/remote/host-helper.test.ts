import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { temporaryFolder } from '../support/temporary-folder';

const FOLDER = join(projectRoot(), 'remote', 'host-helper');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));

/** Python 2.7 is on the lab's hosts, where the helper is run with it; here it may be missing. */
function versions(): readonly string[] {
  return ['python3', 'python2.7'].filter((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

it.each(versions())('compiles with %s', (python) => {
  const cache = temporaryFolder();
  const script =
    'import py_compile, sys\nfor f in sys.argv[2:]: py_compile.compile(f, sys.argv[1] + "/out", doraise=True)';
  const compile = (): Buffer =>
    execFileSync(python, ['-c', script, cache, ...FILES.map((name) => join(FOLDER, name))], { stdio: 'pipe' });
  expect(compile).not.toThrow();
});

it('tells how it is called', () => {
  expect(() => execFileSync('python3', ['-B', join(FOLDER, 'main.py'), 'nonsense'], { stdio: 'pipe' })).toThrow(
    /usage: main\.py change\|clear\|count\|replace\|rewrite\|seed/,
  );
});
