import { boundsOf } from './numbers';
import { find, nameColumn, type FindingInput, type KnownFinding, type SetQuestion } from './input';

/** Added rows whose number the target's key does not hold. */
export function addedOutOfRange(input: FindingInput): SetQuestion[] {
  const { added, key } = input.projection;
  const column = find(input.target.columns, key);
  const bounds = column && boundsOf(column);
  if (added === undefined || column === undefined || bounds === undefined) return [];
  const { table, number, base, where } = added;
  const sql = `SELECT COUNT(*) AS n, MIN(${base} + ${number}) AS example FROM ${table} s
    WHERE (${where}) AND ${number} > ${bounds.max} - ${base}`;
  return [
    {
      column: key,
      sql,
      message: `${nameColumn(input, key)}: the number of an added row does not fit into ${column.type}`,
    },
  ];
}

/** Columns that must have a value, and that added rows have none for. */
export function addedWithoutValue(input: FindingInput): KnownFinding[] {
  const { added, columns } = input.projection;
  if (added === undefined) return [];
  return columns
    .filter(({ name }, i) => added.columns[i] === 'NULL' && find(input.target.columns, name)?.nullable === false)
    .map(({ name }) => ({ column: name, message: `${nameColumn(input, name)}: added rows have no value for it` }));
}
