import { find, isConstant, nameColumn, type FindingInput, type RowQuestion } from './input';

/** Values that are none of the target's ENUM; servers that are not strict have let '' into any. */
export function notAChoice(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    const target = find(input.target.columns, column.name);
    if (target?.dataType !== 'enum' || isConstant(column)) return [];
    const choices = target.type.replace(/^enum/i, '');
    return [
      {
        column: column.name,
        when: `${column.sql} NOT IN ${choices}`,
        message: `${nameColumn(input, column.name)}: none of the values ${choices}`,
      },
    ];
  });
}
