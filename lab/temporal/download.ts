import { TestWorkflowEnvironment } from '@temporalio/testing';

/** Downloads the SDK's dev server into the folder that is its argument, and proves that it starts. Ends with 1 when it can't. */
async function main(downloadDir: string): Promise<void> {
  const server = { executable: { type: 'cached-download' as const, downloadDir, ttl: '10 years' } };
  const environment = await TestWorkflowEnvironment.createLocal({ server });
  await environment.teardown();
}

main(process.argv[2] as string).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
