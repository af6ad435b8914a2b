import { labDown } from '../commands/down';
import { clearStage } from '../demo/stage';
import { readChaosOptions } from './options';
import { runUnderFaults } from './run';
import { longestRecovery, printFaults } from './table';

async function clean(): Promise<void> {
  await clearStage();
  await labDown();
}

/** `npm run chaos`: an upgrade of the lab under faults. Ends with 0 only if it comes to the same end as without. */
async function main(argv: readonly string[]): Promise<number> {
  const options = readChaosOptions(argv);
  console.log(`The same faults again: npm run chaos -- --seed ${options.seed} --share ${options.share}`);
  try {
    const result = await runUnderFaults(options);
    const { faults, verdict, sent, lost, doubled, reasons } = result;
    const longestRecoverySeconds = longestRecovery(result);
    console.log(printFaults(faults));
    console.log(
      `${faults.length} faults: ${verdict}, ${lost} of ${sent} pings lost, ${doubled.length} things doubled, longest until it went on ${longestRecoverySeconds.toFixed(1)} s.`,
    );
    for (const reason of reasons) console.error(`- ${reason}`);
    if (options.json)
      console.log(
        JSON.stringify({ chaos: { faults: faults.length, lost, doubled: doubled.length, longestRecoverySeconds } }),
      );
    return reasons.length === 0 ? 0 : 1;
  } finally {
    await clean();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clean().finally(() => process.exit(130)));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`npm run chaos failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
