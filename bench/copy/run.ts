import { mappingsOfPhase } from '../../alignment/mappings';
import { closePools } from '../../activities/databases/connections';
import type { Database } from '../../connectors/mysql/database';
import { createMachines } from '../../connectors/ssh/machines';
import { readDefinition } from '../../config/read-definition';
import { resolveSecret } from '../../config/secrets';
import { CONTROLLER } from '../../lab/inventory';
import { ensurePrerequisites } from '../../lab/prerequisites/ensure';
import { BENCH_PACKAGES } from '../../lab/prerequisites/packages';
import { tableName } from '../../model/quote';
import { releasePair } from '../../releases/register';
import { benchDefinition, fillSource, freshTarget } from './cloud';
import { copyByStackLeap, type Copied } from './ours';
import { copyBare, copyByHand, copyByMydumper } from './peers';
import type { CopyResult } from './result';
import { startServer } from './server';

/** Copies clouds of these sizes by each contestant in turn, each on a fresh target and a server that was just started. */
export async function benchCopy(sizes: readonly number[]): Promise<readonly CopyResult[]> {
  const lab = await readDefinition('lab');
  const machines = createMachines({ readSecret: resolveSecret });
  const controller = await machines.machine(lab, CONTROLLER.name);
  await ensurePrerequisites(BENCH_PACKAGES);
  const server = await startServer(controller, lab);
  try {
    const definition = benchDefinition(lab, server);
    const pair = releasePair(lab.releases.from, lab.releases.to);
    const mappings = mappingsOfPhase(pair, 'compute', definition);
    const built = new Set(mappings.filter((mapping) => mapping.built !== undefined).map(({ name }) => name));
    const plain = [definition, server, (mapping: string): boolean => !built.has(mapping)] as const;

    const results: CopyResult[] = [];
    for (const instances of sizes) {
      console.log(`- ${instances} instances: filling …`);
      await fillSource(server, instances);
      const rows = await countRows(server.database, definition.source.databases.nova);
      const from = async <T>(contestant: string, work: () => Promise<T>): Promise<T> => {
        await freshTarget(lab, server);
        await server.restart();
        const outcome = await work();
        console.log(`  ${contestant}: ${typeof outcome === 'number' ? `${outcome.toFixed(1)} s` : told(outcome)}`);
        return outcome;
      };
      const byHand = await from('by hand', () => copyByHand(...plain));
      const bare = await from('bare INSERT … SELECT', () => copyBare(...plain));
      const mydumper = await from('mydumper and myloader', () => copyByMydumper(...plain));
      const ours = await from('StackLeap', () => copyByStackLeap(...plain));
      const code = await copyByStackLeap(definition, server, (mapping) => built.has(mapping));
      console.log(`  what code builds, ${[...built].join(', ')}: ${told(code)}`);
      results.push({
        instances,
        rows,
        copySeconds: round(ours.copySeconds),
        verifySeconds: round(ours.verifySeconds),
        builtSeconds: round(code.copySeconds + code.verifySeconds),
        maxRssMb: Math.max(ours.maxRssMb, code.maxRssMb),
        ratios: {
          'by-hand': round(byHand / ours.copySeconds),
          'bare-insert-select': round(bare / ours.copySeconds),
          mydumper: round(mydumper / ours.copySeconds),
        },
      });
    }
    return results;
  } finally {
    await closePools();
    await server.close();
    machines.close();
  }
}

function told(outcome: unknown): string {
  const { copySeconds, verifySeconds } = outcome as Copied;
  return `${copySeconds.toFixed(1)} s, its proof ${verifySeconds.toFixed(1)} s`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

async function countRows(on: Database, schema: string): Promise<number> {
  const tables = await on.rows('SELECT TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?', [
    schema,
  ]);
  let rows = 0;
  for (const { t } of tables)
    rows += Number((await on.rows(`SELECT COUNT(*) AS n FROM ${tableName(schema, String(t))}`))[0]?.['n']);
  return rows;
}
