import { fixUpsOf } from '../../../alignment/mappings';
import { fillIn, type Places } from '../../../alignment/places';
import type { Row } from '../../../connectors/mysql/statements';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { TableMapping } from '../../../model/mapping';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { Sides } from '../../toolbox/sides';
import { listFirst } from '../../../model/list-first';
import { refusal } from '../sql/refusal';

/** Names that the definition gives to a fix-up of these mappings, and that the source does not know. */
export async function unknownNames(
  definition: ClusterDefinition,
  pair: ReleasePair,
  mappings: readonly TableMapping[],
  places: Places,
  { source }: Sides,
): Promise<Blocker[]> {
  const tables = new Set(mappings.map(({ name }) => name));
  const found: Blocker[] = [];
  for (const { names, changes = {} } of fixUpsOf(pair, definition)) {
    if (names === undefined || !Object.keys(changes).some((table) => tables.has(table))) continue;
    let rows: readonly Row[];
    try {
      rows = await source.rows(fillIn(names.known, places));
    } catch (error) {
      found.push({
        type: 'InvalidDefinition',
        message: `The source does not say which names it knows: ${refusal(error)}.`,
      });
      continue;
    }
    // As the server compares them.
    const known = new Set(rows.map(({ name }) => String(name).toLowerCase()));
    const unknown = names.given(definition).filter((name) => !known.has(name.toLowerCase()));
    if (unknown.length > 0)
      found.push({ type: 'InvalidDefinition', message: `${names.because}: ${listFirst(unknown)}.` });
  }
  return found;
}
