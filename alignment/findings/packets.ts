import { identifier } from '../../model/quote';
import { find, type FindingInput, type RowQuestion } from './input';

/** A text can become twice as long on its way in a statement, when each of its characters has to be escaped. */
const ESCAPED = 2;
/** For the statement around it, and columns that are never long. */
const REST = 65_536;

/** Rows that go from one server to the other in a statement that the target's server would not take. */
export function tooBigForStatement(input: FindingInput): RowQuestion[] {
  const { projection, source, target, targetPacket } = input;
  const { mapping, long } = projection;
  const texts = projection.columns
    .filter(({ name }) => long.includes(name) && find(target.columns, name) !== undefined)
    .flatMap(({ value }) => ('from' in value && find(source.columns, value.from) ? [value.from] : []));
  if (targetPacket === null || texts.length === 0) return [];
  const lengths = texts.map((name) => `COALESCE(OCTET_LENGTH(s.${identifier(name)}), 0)`);
  return [
    {
      column: texts.join(', '),
      when: `(${lengths.join(' + ')}) * ${ESCAPED} + ${REST} > ${targetPacket}`,
      message: `${mapping.from.table} → ${mapping.name}, column ${texts.join(', ')}: more than the target's server may take in one statement (max_allowed_packet is ${targetPacket})`,
    },
  ];
}
