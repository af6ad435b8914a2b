import type { Ledger } from '../../../model/ledger';
import type { TableReport } from '../../../model/report/report';
import type { RunRef } from '../../../model/run';
import { defineFacts } from '../../define/fact';

/** By mapping: what the report's row about a table is made from. */
const tableFacts = defineFacts<TableReport>('tables/');

function plain(name: string): string {
  return name.replaceAll('`', '');
}

/** Names as people write them, `database.table` without SQL's quotes. */
export async function recordTable(
  ledger: Ledger,
  run: RunRef,
  mapping: string,
  { source, target, rows, verified, copiedAgain = 0 }: TableReport,
): Promise<void> {
  const fact = {
    source: plain(source),
    target: plain(target),
    rows,
    verified,
    ...(copiedAgain > 0 && { copiedAgain }),
  };
  await tableFacts.of(mapping).record(ledger, run, fact);
}

/** Whether the table's rows were proven, and are in the target: its undo takes that back before it takes the first row. */
export async function isVerified(ledger: Ledger, cluster: string, mapping: string): Promise<boolean> {
  return (await tableFacts.of(mapping).read(ledger, cluster))?.verified === true;
}

/** How many of the table's rows were copied again since it was imported, as the source had changed. */
export async function readCopiedAgain(ledger: Ledger, cluster: string, mapping: string): Promise<number> {
  return (await tableFacts.of(mapping).read(ledger, cluster))?.copiedAgain ?? 0;
}

export async function takeProofBack(ledger: Ledger, run: RunRef, mapping: string): Promise<void> {
  const fact = tableFacts.of(mapping);
  const known = await fact.read(ledger, run.cluster);
  if (known?.verified === true) await fact.record(ledger, run, { ...known, verified: false });
}
