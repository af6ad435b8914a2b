import { parseArgs } from 'node:util';
import { labDown } from '../../lab/commands/down';
import { labStatus } from '../../lab/commands/status';
import { labUp } from '../../lab/commands/up';
import { measureLoss, type MeasuredLoss } from './measure';
import { openProduct } from './product';
import { printLoss } from './table';

const USAGE = 'Usage: npm run bench -- loss [--changes <1 to 1000>] [--keep] [--json]';

let mine = false;

/** Takes the bench's own lab down; that of somebody else is left alone. */
export async function clearLoss(): Promise<void> {
  if (!mine) return;
  mine = false;
  await labDown();
}

/** `npm run bench -- loss`: what a change of the agent loses, by three methods. */
export async function benchLoss(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      changes: { type: 'string', default: '6' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const changes = Number(values.changes);
  if (!Number.isInteger(changes) || changes < 1 || changes > 1000) throw new Error(USAGE);
  const { machines } = await labStatus();
  if (!values.keep && machines.some(({ running }) => running))
    throw new Error('A lab is up. Take it down (stackleap lab down), or measure on it as it is: --keep.');
  try {
    if (!values.keep) {
      mine = true;
      await labUp();
    }
    await measureAndTell(changes, values.json);
  } finally {
    await clearLoss();
  }
}

async function measureAndTell(changes: number, json: boolean): Promise<void> {
  const product = await openProduct();
  let measured: MeasuredLoss = { results: {}, paces: [] };
  try {
    measured = await measureLoss(product, changes, (soFar) => (measured = soFar));
  } finally {
    console.log(printLoss(measured.results, measured.paces));
    await product.close();
  }
  if (json) console.log(JSON.stringify({ results: measured.results, paces: measured.paces }));
}
