import { rename, writeFile } from 'node:fs/promises';
import { bundleWorkflowCode } from '@temporalio/worker';
import { bundleFile } from './bundle-file';

/** `node dist/workers/bundle-workflows.js`, after tsc: a worker then starts at once, and always with the code of its build. */
async function main(): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: require.resolve('../workflows/index') });
  const file = bundleFile();
  await writeFile(`${file}.new`, code);
  await rename(`${file}.new`, file);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
