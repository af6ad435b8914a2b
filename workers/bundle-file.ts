import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';
import { projectRoot } from '../config/project-root';

/** The workflows' code in one file, made by `npm run build`. */
export function bundleFile(): string {
  return join(projectRoot(), 'dist', 'workflow-bundle.js');
}

/** Where a worker takes the workflows from: the prebuilt bundle, else it bundles them at its start. */
export function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const codePath = bundleFile();
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: require.resolve('../workflows/index') };
}
