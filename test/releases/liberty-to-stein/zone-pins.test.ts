import { mappingsOf } from '../../../alignment/mappings';
import { DEFAULT_ALIGNMENT } from '../../../model/tables/alignment-choices';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { definitionOf } from '../../support/definition';

function zoneInSpec(pin: boolean): string | undefined {
  const definition = definitionOf('blue', { alignment: { ...DEFAULT_ALIGNMENT, zones: { fallback: 'nova', pin } } });
  const specs = mappingsOf(LIBERTY_TO_STEIN, definition).find(({ name }) => name === 'nova_api.request_specs');
  return specs?.built?.inputs['availability_zone'];
}

test('a request spec asks for the zone that was asked for, or for the one that the instance is pinned to', () => {
  const instances = mappingsOf(LIBERTY_TO_STEIN, definitionOf('blue')).find(({ name }) => name === 'nova.instances');
  expect(zoneInSpec(false)).toBe('s.availability_zone');
  expect({ sql: zoneInSpec(true) }).toEqual(instances?.columns?.['availability_zone']);
});
