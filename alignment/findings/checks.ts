import { nameColumn, plainSource, type FindingInput, type RowQuestion } from './input';

/** Rows that a CHECK of the target refuses; servers before MariaDB 10.2 and MySQL 8.0.16 had none. */
export function failedChecks(input: FindingInput): RowQuestion[] {
  const projected = new Map(input.projection.columns.map((column) => [column.name, column]));
  const kept = new Set(input.source.checks.map(({ clause }) => clause));
  return input.target.checks.flatMap(({ clause }) => {
    const columns = [...new Set(namesIn(clause))].map((name) => projected.get(name));
    if (columns.length === 0 || columns.some((column) => column === undefined)) return [];
    const same = columns.every((column) => column && plainSource(input, column)?.name === column.name);
    if (same && kept.has(clause)) return [];
    const when = clause.replaceAll(NAME, (whole, name: string) => projected.get(unquote(name))?.sql ?? whole);
    const column = columns[0]?.name ?? null;
    return [
      { column, when: `NOT (${when})`, message: `${nameColumn(input, column ?? '')}: the target wants that ${clause}` },
    ];
  });
}

const NAME = /`((?:[^`]|``)+)`/g;

function namesIn(clause: string): string[] {
  return [...clause.matchAll(NAME)].map(([, name = '']) => unquote(name));
}

function unquote(name: string): string {
  return name.replaceAll('``', '`');
}
