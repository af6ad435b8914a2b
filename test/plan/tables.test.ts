import { checkPlan } from '../../plan/check';
import { planCompute } from '../../plan/compute';
import { planImages } from '../../plan/images';
import { planVolumes } from '../../plan/volumes';
import { definitionOf } from '../support/definition';

const definition = definitionOf('lab');
const phases = [planImages, planCompute, planVolumes].map((plan) => plan(definition));

test('the plan holds what the ledger and the workflows rely on', () => {
  const plan = { cluster: 'lab', datacenter: 'dc1', pair: 'liberty-to-stein', phases };
  expect(() => checkPlan(plan)).not.toThrow();
});

test('databases are made first, then tables after those that they refer to', () => {
  const [images] = phases;
  expect(images?.groups.map(({ lanes }) => lanes.map(({ name }) => name))).toEqual([
    ['stackleap_g'],
    ['glance.images'],
    ['glance.image_locations', 'glance.image_properties', 'glance.image_members', 'glance.image_tags'],
  ]);
});

test("a table's track stages, imports and compares; its input is the mapping's name alone", () => {
  const track = phases[0]?.groups[1]?.lanes[0];
  expect(track?.steps.map(({ id, activity, input }) => [id, activity, input])).toEqual([
    ['images/glance.images/stage', 'ensureRowsStaged', { mapping: 'glance.images' }],
    ['images/glance.images/import', 'ensureRowsImported', { mapping: 'glance.images' }],
    ['images/glance.images/verify', 'verifyRows', { mapping: 'glance.images' }],
  ]);
});
