import type { Dependencies } from '../../activities/dependencies';
import { bareInsertSelect } from './bare';
import { byHand } from './by-hand';
import { COMPARED } from './compared';
import { countRows } from './count';
import { benchDefinition } from './definition';
import { withMemory } from './memory';
import { mydumper } from './mydumper';
import { ourCompute } from './ours';
import type { BenchServer } from './server';
import { makeSource, settle } from './source';
import { freshTarget, TARGET } from './target';

/** What the copy is measured against. */
export const PEERS = ['by-hand', 'bare-insert-select', 'mydumper'] as const;
type Peer = (typeof PEERS)[number];

export interface Measured {
  /** Instances; each has ten rows of system metadata. */
  readonly rows: number;
  readonly seconds: Readonly<Record<'stackleap' | Peer, number>>;
  /** The peer's time over ours: 2 is twice as fast as the peer. */
  readonly ratios: Readonly<Record<Peer, number>>;
  readonly verifySeconds: number;
  /** The phase's other tables, which no peer can make: request specs and instance mappings above all. */
  readonly builtSeconds: number;
  readonly maxRssMb: number;
}

const round = (seconds: number): number => Number(seconds.toFixed(1));

const compared = (name: string): boolean => (COMPARED as readonly string[]).includes(name);

const COPY = ['ensureStagingDatabase', 'ensureRowsStaged', 'ensureRowsImported'];

/** Large sizes take long: each contender's time is printed when it is done. */
function tell(name: string, seconds: number): number {
  console.log(`  ${name}: ${round(seconds)} s`);
  return seconds;
}

/** One size: the source is made, then the contenders one after the other, each into fresh databases. */
export async function measure(deps: Dependencies, on: BenchServer, rows: number): Promise<Measured> {
  await makeSource(on, rows);
  const prepared = async () => {
    const target = await freshTarget(on.database);
    await settle(on);
    return target;
  };
  const counts = new Set<string>();
  const counted = async <T>(result: T): Promise<T> => {
    counts.add(await countRows(on.database, TARGET.nova));
    return result;
  };
  const bare = tell(
    'bare-insert-select',
    await counted(await bareInsertSelect(deps, await benchDefinition(on, await prepared()))),
  );
  const hand = tell('by-hand', await counted(await byHand(on, await prepared())));
  await prepared();
  const dumper = tell('mydumper', await mydumper(on));
  const run = ourCompute(deps, await benchDefinition(on, await prepared()));
  const { result, maxRssMb } = await withMemory(async () => ({
    copy: await run({ activities: COPY, mapping: compared }),
    verify: await run({ activities: ['verifyRows'], mapping: compared }),
    built: await run({ activities: COPY, mapping: (name) => !compared(name) }),
  }));
  await counted(result);
  if (counts.size !== 1) throw new Error(`The contenders' rows differ: ${[...counts].join(' / ')}`);
  const ratio = (peer: number): number => Number((peer / result.copy).toFixed(2));
  return {
    rows,
    seconds: {
      stackleap: round(result.copy),
      'by-hand': round(hand),
      'bare-insert-select': round(bare),
      mydumper: round(dumper),
    },
    ratios: { 'by-hand': ratio(hand), 'bare-insert-select': ratio(bare), mydumper: ratio(dumper) },
    verifySeconds: round(result.verify),
    builtSeconds: round(result.built),
    maxRssMb,
  };
}
