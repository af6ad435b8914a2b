import type { Column } from '../../model/tables/columns';
import type { TableMapping } from '../../model/mapping';
import type { FindingInput, ProjectedColumn } from './input';
import { find } from './input';
import type { ColumnPlan } from '../table-plan';

/** What a mapping does to columns, as far as it does anything: target columns first, then what stays behind. */
export function columnPlans(input: FindingInput): ColumnPlan[] {
  const { projection, source, target, unplaced } = input;
  const { mapping, built, inputs } = projection;
  const projected = new Map(projection.columns.map((column) => [column.name, column]));
  const given = target.columns.flatMap((column): ColumnPlan[] => {
    const { name } = column;
    if (built.includes(name)) return [{ column: name, how: 'built', from: inputs.map((one) => one.name).join(', ') }];
    const value = projected.get(name);
    if (value === undefined) return [{ column: name, how: 'default', from: column.autoIncrement ? 'a number' : '' }];
    const plan = difference(value, find(source.columns, name), column);
    return plan === undefined ? [] : [plan];
  });
  const dropped = droppedOf(mapping).filter((name) => find(source.columns, name) !== undefined);
  return [
    ...given,
    ...dropped.map((column): ColumnPlan => ({ column, how: 'dropped', from: '' })),
    ...unplaced.map(({ name }): ColumnPlan => ({ column: name, how: 'no place', from: '' })),
  ];
}

function droppedOf({ dropped = [] }: TableMapping): readonly string[] {
  return dropped === 'rest' ? [] : dropped;
}

function difference(
  { name, value, sql }: ProjectedColumn,
  same: Column | undefined,
  to: Column,
): ColumnPlan | undefined {
  const plan = (how: ColumnPlan['how'], from: string): ColumnPlan => ({ column: name, how, from });
  if ('constant' in value) return plan('constant', sql);
  if ('setting' in value) return plan('setting', `${value.setting}: ${sql}`);
  if ('sql' in value) return plan('expression', sql.replaceAll(/\s+/g, ' '));
  if ('uuidOf' in value) return plan('uuid', value.uuidOf);
  if ('replaced' in value) return plan('replaced', `${value.replaced}, by ${value.by}`);
  if ('lookedUp' in value)
    return plan(
      'looked up',
      [value.lookedUp, ...(value.otherwise === undefined ? [] : [value.otherwise])].join(', else '),
    );
  if (value.from !== name) return plan('renamed', value.from);
  if (same === undefined || (same.type === to.type && same.collation === to.collation)) return undefined;
  return plan('converted', `${typeOf(same, to)} → ${typeOf(to, same)}`);
}

function typeOf({ type, collation }: Column, other: Column): string {
  return collation === other.collation || collation === null ? type : `${type} ${collation}`;
}
