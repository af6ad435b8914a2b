import { parseArgs } from 'node:util';
import { closePools } from '../activities/databases/connections';
import { ensureBenchLayers } from './copy/layers';
import { measure, type Measured } from './copy/measure';
import { clearServer, startServer } from './copy/server';
import { printMeasured } from './copy/table';
import { benchPorts } from './ports/command';

const SIZES = ['100000', '1000000'];

/** `npm run bench -- copy [--rows N]… [--json]`: the copy against the ways that a team has without StackLeap. */
async function benchCopy(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { rows: { type: 'string', multiple: true, default: SIZES }, json: { type: 'boolean', default: false } },
  });
  const sizes = values.rows.map(Number);
  if (positionals.length > 0 || sizes.some((size) => !Number.isInteger(size) || size < 100))
    throw new Error('Usage: npm run bench -- copy [--rows <instances, 100 or more>]… [--json]');
  await ensureBenchLayers();
  const results: Measured[] = [];
  try {
    for (const size of sizes) {
      const server = await startServer();
      console.log(`- ${size} instances …`);
      results.push(await measure(server, size));
      await closePools();
      await server.database.close();
    }
  } finally {
    await clearServer();
  }
  console.log(printMeasured(results));
  if (values.json) console.log(JSON.stringify({ results }));
}

const BENCHES: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = {
  copy: benchCopy,
  ports: benchPorts,
};

async function main([name = '', ...argv]: readonly string[]): Promise<void> {
  const bench = BENCHES[name];
  if (bench === undefined) throw new Error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [options]`);
  await bench(argv);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clearServer().finally(() => process.exit(130)));

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
