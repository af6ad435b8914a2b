import { parseArgs } from 'node:util';
import { createDependencies } from '../../workers/dependencies';
import { ensureBenchLayers } from './layers';
import { measure, type Measured } from './measure';
import { clearServer, startServer } from './server';
import { printMeasured } from './table';

const SIZES = ['100000', '1000000'];

/** `copy [--rows N]… [--in-memory] [--json]`: the copy against the ways that a team has without StackLeap. */
export async function benchCopy(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rows: { type: 'string', multiple: true, default: SIZES },
      'in-memory': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const sizes = values.rows.map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 100))
    throw new Error('Usage: npm run bench -- copy [--rows <instances, 100 or more>]… [--in-memory] [--json]');
  await ensureBenchLayers();
  const results: Measured[] = [];
  try {
    for (const size of sizes) {
      const server = await startServer(values['in-memory']);
      console.log(`- ${size} instances …`);
      const { deps, close } = createDependencies('bench');
      const measured = await measure(deps, server, size);
      // What is measured is printed at once: the next size takes long, and may fail.
      console.log(printMeasured([measured]));
      results.push(measured);
      await close();
      await server.database.close();
    }
  } finally {
    await clearServer();
  }
  if (values.json) console.log(JSON.stringify({ results }));
}
