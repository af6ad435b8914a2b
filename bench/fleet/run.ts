import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { fleetDefinition } from './definition';
import { measureFleet, type MeasuredFleet } from './measure';
import { planSeconds } from './planning';
import { setStage } from './stage';
import { printFleet } from './table';

/** Carried out, and only planned, unless sizes are asked for. */
const SIZES = ['30', '120'];
const PLANNED = [3_000, 18_000];
const MOST = 20_000;

/** `fleet [--hosts N]… [--json]`: what the workflows themselves cost for so many hosts, forward and back. */
export async function benchFleet(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      hosts: { type: 'string', multiple: true, default: SIZES },
      json: { type: 'boolean', default: false },
    },
  });
  const sizes = values.hosts.map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 2 || size > MOST))
    throw new Error(`Usage: npm run bench -- fleet [--hosts <2 to ${MOST}>]… [--json]`);
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const results: MeasuredFleet[] = [];
  for (const hosts of sizes) {
    console.log(`- ${hosts} hosts …`);
    // A stage for each size: histories, ledger and store of one are not to weigh on the next.
    const stage = await setStage();
    try {
      results.push(await measureFleet(stage, hosts));
    } finally {
      await stage.close();
    }
    console.log(printFleet(results.slice(-1)));
  }
  const server = { host: '127.0.0.1', port: 3306, user: 'stackleap', password: 'env:NONE' } as const;
  const planned: { hosts: number; planSeconds: number }[] = [];
  for (const hosts of PLANNED) planned.push({ hosts, planSeconds: planSeconds(await fleetDefinition(hosts, server)) });
  console.log(
    [printFleet(results), ...planned.map((one) => `${one.hosts} hosts planned in ${one.planSeconds} s`)].join('\n'),
  );
  if (values.json) console.log(JSON.stringify({ results, planned }));
}
