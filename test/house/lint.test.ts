import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../config/project-root';

function run(script: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    cwd: projectRoot(),
    encoding: 'utf8',
  });
  return { status, said: status === 0 ? '' : `${stdout}\n${stderr}` };
}

test.each(['lint', 'check', 'format:check'])('npm run %s finds nothing', (script) => {
  expect(run(script)).toEqual({ status: 0, said: '' });
});
