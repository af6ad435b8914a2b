import Table from 'cli-table3';

/** One size's figures. A ratio is the peer's time over ours: 2 is twice as fast as the peer. */
export interface CopyResult {
  readonly instances: number;
  /** Of Nova's old database, all tables. */
  readonly rows: number;
  readonly copySeconds: number;
  readonly verifySeconds: number;
  /** The tables that only code can build, which no peer has: copied and proven by themselves. */
  readonly builtSeconds: number;
  readonly maxRssMb: number;
  readonly ratios: { readonly 'by-hand': number; readonly 'bare-insert-select': number; readonly mydumper: number };
}

/** For people. */
export function printCopy(results: readonly CopyResult[]): string {
  const head = ['instances', 'rows', 'copy s', 'proof s', 'built s', 'RSS MiB', '× by hand', '× bare', '× mydumper'];
  const table = new Table({ head });
  for (const { instances, rows, copySeconds, verifySeconds, builtSeconds, maxRssMb, ratios } of results)
    table.push([instances, rows, copySeconds, verifySeconds, builtSeconds, maxRssMb, ...Object.values(ratios)]);
  return table.toString();
}
