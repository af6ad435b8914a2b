import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { projectRoot } from '../../config/project-root';
import { cacheFolder } from '../../lab/folders';

/** What the bundle is made of: test/house/bundle.test.ts holds it to this. */
const SOURCES = ['workflows', 'model'];
const KEPT = 4;

function digest(): string {
  const hash = createHash('sha256').update(readFileSync(join(projectRoot(), 'package-lock.json')));
  for (const room of SOURCES)
    for (const entry of readdirSync(join(projectRoot(), room), { withFileTypes: true, recursive: true }))
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
  return hash.digest('hex').slice(0, 12);
}

/** The workflows as a worker takes them, bundled once for all tests: webpack takes longer than many of them. */
export async function bundleWorkflows(): Promise<WorkflowBundle> {
  const folder = join(cacheFolder(), 'bundles');
  const file = join(folder, `${digest()}.js`);
  if (!existsSync(file)) {
    const workflowsPath = require.resolve('../../workflows/index');
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
    forgetOthers(folder);
  }
  return { code: readFileSync(file, 'utf8') };
}

function forgetOthers(folder: string): void {
  const bundles = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const byAge = bundles.map((name) => join(folder, name)).toSorted((a, b) => modified(b) - modified(a));
  for (const old of byAge.slice(KEPT)) rmSync(old, { force: true });
}

function modified(file: string): number {
  return statSync(file).mtimeMs;
}
