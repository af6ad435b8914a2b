import { identifier, literal } from '../../model/quote';
import { nameColumn, type FindingInput, type RowQuestion } from './input';

/** Values for which the definition, or the target's database, has no partner. */
export function withoutPartner(input: FindingInput): RowQuestion[] {
  return input.projection.columns.flatMap(({ name, value, sql }) => {
    if ('replaced' in value) {
      const known = Object.keys(input.places.replacements[value.by]).map(literal);
      const column = `s.${identifier(value.replaced)}`;
      const when = known.length === 0 ? `${column} IS NOT NULL` : `${column} NOT IN (${known.join(', ')})`;
      return [
        {
          column: name,
          when,
          message: `${nameColumn(input, name)}: the definition (${value.by}) has no partner for the value`,
        },
      ];
    }
    if (!('lookedUp' in value) || value.otherwise !== undefined) return [];
    const asked =
      value.by === null || !('replaced' in value.by) ? 'TRUE' : `s.${identifier(value.by.replaced)} IS NOT NULL`;
    const message = `${nameColumn(input, name)}: the target's database has no such ${value.lookedUp}`;
    return [{ column: name, when: `${asked} AND ${sql} IS NULL`, message }];
  });
}
