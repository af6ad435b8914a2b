import { find, nameColumn, plainSource, type FindingInput, type KnownFinding, type RowQuestion } from './input';

/** Columns that must have a value, and that get none from anywhere. */
export function withoutSource(input: FindingInput): KnownFinding[] {
  const given = new Set([...input.projection.columns.map(({ name }) => name), ...input.projection.built]);
  return input.target.columns
    .filter(({ nullable, hasDefault, autoIncrement }) => !nullable && !hasDefault && !autoIncrement)
    .filter(({ name }) => !given.has(name))
    .map(({ name }) => ({
      column: name,
      message: `${nameColumn(input, name)}: it must have a value, and nothing gives one`,
    }));
}

export function nulls(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap((column) => {
    if (find(input.target.columns, column.name)?.nullable !== false) return [];
    // A column that cannot be NULL in the source either needs no question.
    if (plainSource(input, column)?.nullable === false || 'uuidOf' in column.value) return [];
    return [
      {
        column: column.name,
        when: `${column.sql} IS NULL`,
        message: `${nameColumn(input, column.name)}: NULL where the new release wants a value`,
      },
    ];
  });
}
