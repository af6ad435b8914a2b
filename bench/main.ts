import { labDown } from '../lab/commands/down';
import { labStatus } from '../lab/commands/status';
import { labUp } from '../lab/commands/up';
import { printCopy } from './copy/result';
import { benchCopy } from './copy/run';

const SIZES = [100_000, 1_000_000];
const USAGE = 'usage: npm run bench -- copy [--instances N,M] [--json]';

/** `npm run bench -- copy`: ratios against peers, in one run on one machine. A lab that is up is used and stays up. */
async function main([what, ...rest]: readonly string[]): Promise<number> {
  const at = rest.indexOf('--instances');
  const sizes = at < 0 ? SIZES : (rest[at + 1] ?? '').split(',').map(Number);
  if (what !== 'copy' || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    console.error(USAGE);
    return 2;
  }
  const { up } = await labStatus();
  if (!up) await labUp();
  try {
    const results = await benchCopy(sizes);
    console.log(printCopy(results));
    if (rest.includes('--json')) console.log(JSON.stringify({ bench: 'copy', results }));
    return 0;
  } finally {
    if (!up) await labDown();
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
