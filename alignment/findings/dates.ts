import { nameColumn, plainSource, type FindingInput, type RowQuestion } from './input';

const DATES = new Set(['date', 'datetime', 'timestamp']);

/**
 * Dates with a month or a day 0, which servers that were not strict have let in. They could be copied, but the new
 * release's code raises on reading such a row.
 */
export function zeroDates(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    const source = plainSource(input, column);
    if (source === undefined || !DATES.has(source.dataType)) return [];
    return [
      {
        column: column.name,
        when: `MONTH(${column.sql}) = 0 OR DAYOFMONTH(${column.sql}) = 0`,
        message: `${nameColumn(input, column.name)}: a date like 0000-00-00, which the new release cannot read`,
      },
    ];
  });
}
