import { parseArgs } from 'node:util';
import { labDown } from '../../lab/commands/down';
import { createDependencies } from '../../workers/dependencies';
import { measurePorts } from './measure';
import { printPorts } from './table';

const USAGE =
  'Usage: npm run bench -- ports [--ports <100 or more>] [--sample <1 to 200>] [--at-once <1 to 64>] [--api-workers <1 to 16>] [--without-undo] [--json]';

/** `npm run bench -- ports`: the re-creation of ports against `openstack port create` in a loop. */
export async function benchPorts(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ports: { type: 'string', default: '5000' },
      sample: { type: 'string', default: '20' },
      'at-once': { type: 'string' },
      'api-workers': { type: 'string', default: '1' },
      'without-undo': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const ports = whole(values.ports, 100, 1_000_000);
  const sample = whole(values.sample, 1, 200);
  const atOnce = values['at-once'] === undefined ? undefined : whole(values['at-once'], 1, 64);
  const apiWorkers = whole(values['api-workers'], 1, 16);
  const { deps, close } = createDependencies('bench');
  try {
    const measured = await measurePorts(deps, { ports, sample, atOnce, apiWorkers, undo: !values['without-undo'] });
    console.log(printPorts(measured));
    if (values.json) console.log(JSON.stringify({ results: [measured] }));
  } finally {
    await close();
    await labDown();
  }
}

function whole(text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(USAGE);
  return value;
}
