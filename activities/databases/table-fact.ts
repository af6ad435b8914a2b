import type { JsonObject } from '../../model/json';
import type { TableReport } from '../../model/report';

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
