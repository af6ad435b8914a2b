import type { JsonObject } from '../../../model/json';
import type { Ledger } from '../../../model/ledger';
import type { TableReport } from '../../../model/report/report';
import type { RunRef } from '../../../model/run';

/** The name of the fact that the report's row about a table is made from. */
export function tableFact(mapping: string): string {
  return `tables/${mapping}`;
}

function plain(name: string): string {
  return name.replaceAll('`', '');
}

/** The fact itself; names as people write them, `database.table` without SQL's quotes. */
export function tableFactValue({ source, target, rows, verified }: TableReport): JsonObject {
  return { source: plain(source), target: plain(target), rows, verified };
}

/** Whether the table's rows were proven, and are in the target: its undo takes that back before it takes the first row. */
export async function isVerified(ledger: Ledger, cluster: string, mapping: string): Promise<boolean> {
  return (await ledger.readFact(cluster, tableFact(mapping)))?.['verified'] === true;
}

export async function takeProofBack(ledger: Ledger, run: RunRef, mapping: string): Promise<void> {
  const name = tableFact(mapping);
  const known = await ledger.readFact(run.cluster, name);
  if (known?.['verified'] === true) await ledger.recordFact(run, name, { ...known, verified: false });
}
