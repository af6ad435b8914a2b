import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';
import { projectRoot } from '../config/project-root';

/** The workflows' code in one file, made by `npm run build`. */
export function bundleFile(): string {
  return join(projectRoot(), 'dist', 'workflow-bundle.js');
}

/** A bundle older than what it is made of would run yesterday's workflows. */
function isFresh(bundle: string): boolean {
  if (!existsSync(bundle)) return false;
  const built = statSync(bundle).mtimeMs;
  const folders = ['workflows', 'model'].map((name) => join(__dirname, '..', name));
  const parts = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return parts.every((part) => statSync(part).mtimeMs <= built);
}

/** Where a worker takes the workflows from: the prebuilt bundle, else, and where they are traced, it bundles them at its start. */
export function workflowCode(traced: boolean): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const codePath = bundleFile();
  return !traced && isFresh(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: require.resolve('../workflows/index') };
}
