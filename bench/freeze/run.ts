import { parseArgs } from 'node:util';
import type { Dependencies } from '../../activities/dependencies';
import { labDown } from '../../lab/commands/down';
import { createDependencies } from '../../workers/dependencies';
import { ensureBenchLayers } from '../copy/layers';
import { clearServer, startServer } from '../copy/server';
import { measureCopy } from './measure-copy';
import { CLOSED, measureLab, type Parts } from './measure-lab';
import { printFreeze, type MeasuredFreeze } from './table';

const USAGE =
  'Usage: npm run bench -- freeze [--instances <100 or more>]… [--ports <100 or more>] [--api-workers <1 or more>] [--json]';

/** `freeze [--instances N]… [--ports N] [--api-workers N] [--json]`: for how long the APIs are closed. */
export async function benchFreeze(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      instances: { type: 'string', multiple: true, default: ['10000', '100000'] },
      ports: { type: 'string', default: '2000' },
      'api-workers': { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
    },
  });
  const sizes = values.instances.map((size) => whole(size, 100));
  const ports = whole(values.ports, 100);
  const lab = await measuredLab(ports, whole(values['api-workers'], 1));
  // The lab has taken the image with the layers away.
  await ensureBenchLayers();
  const results: MeasuredFreeze[] = [];
  try {
    for (const instances of sizes) {
      const server = await startServer(false);
      const copied = await withDependencies((deps) => measureCopy(deps, server, instances));
      await server.database.close();
      results.push(together(instances, ports, { ...lab, ...copied }));
    }
  } finally {
    await clearServer();
  }
  console.log(printFreeze(results));
  if (values.json) console.log(JSON.stringify({ results }));
}

async function measuredLab(ports: number, apiWorkers: number): Promise<Parts> {
  try {
    return await withDependencies((deps) => measureLab(deps, ports, apiWorkers));
  } finally {
    await labDown();
  }
}

async function withDependencies<T>(work: (deps: Dependencies) => Promise<T>): Promise<T> {
  const { deps, close } = createDependencies('bench');
  try {
    return await work(deps);
  } finally {
    await close();
  }
}

function together(instances: number, ports: number, parts: Parts): MeasuredFreeze {
  const closed = CLOSED.reduce((sum, phase) => sum + (parts[phase] ?? 0), 0);
  const rounded = Object.entries(parts).map(([phase, seconds]) => [phase, round(seconds)] as const);
  return { instances, ports, seconds: round(closed), parts: Object.fromEntries(rounded) };
}

/** Clears what an interrupted bench has left. */
export async function clearFreeze(): Promise<void> {
  await clearServer();
  await labDown();
}

function whole(text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(USAGE);
  return value;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
