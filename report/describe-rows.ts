import type { TableReport } from '../model/report/report';

/** A table's rows in a cell, with those that were copied again. */
export function describeRows({ rows, copiedAgain = 0 }: TableReport): number | string {
  return copiedAgain === 0 ? rows : `${rows}, copied again: ${copiedAgain}`;
}
