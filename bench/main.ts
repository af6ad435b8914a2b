import { benchCopy } from './copy/run';
import { clearServer } from './copy/server';
import { benchFleet } from './fleet/run';
import { clearStage } from './fleet/stage';
import { benchFreeze, clearFreeze } from './freeze/run';
import { clearGuest } from './kernel/guest';
import { benchKernel } from './kernel/run';
import { clearLoss, benchLoss } from './loss/run';
import { benchPorts } from './ports/command';
import { labDown } from '../lab/commands/down';

interface Bench {
  readonly run: (argv: readonly string[]) => Promise<void>;
  /** Takes down what it has set up, also when it is interrupted. */
  readonly clear: () => Promise<void>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  copy: { run: benchCopy, clear: clearServer },
  fleet: { run: benchFleet, clear: clearStage },
  freeze: { run: benchFreeze, clear: clearFreeze },
  kernel: { run: benchKernel, clear: clearGuest },
  loss: { run: benchLoss, clear: clearLoss },
  ports: { run: benchPorts, clear: labDown },
};

/** `npm run bench -- <name> [options]`. */
async function main([name = '', ...argv]: readonly string[]): Promise<void> {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (bench === undefined) throw new Error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [options]`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void bench.clear().finally(() => process.exit(130)));
  await bench.run(argv);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
