import { identifier } from '../../model/quote';
import { fillIn } from '../places';
import { nameColumn, type FindingInput, type RowQuestion } from './input';

/** Columns of the source that nothing carries across: no loss as long as they hold nothing. */
export function withoutPlace(input: FindingInput): RowQuestion[] {
  return input.unplaced.map(({ name }) => ({
    column: name,
    when: `s.${identifier(name)} IS NOT NULL`,
    message: `${nameColumn(input, name)}: it holds values, and the new release has no place for them`,
  }));
}

/** Rows that the mapping itself refuses. */
export function refusedByMapping({ projection: { mapping }, places }: FindingInput): RowQuestion[] {
  return (mapping.refused ?? []).map(({ when, because }) => ({
    column: null,
    when: fillIn(when, places),
    message: `${mapping.from.table} → ${mapping.name}: ${because}`,
  }));
}
