import { instanceAt } from '../../../lab/generator/cluster/instances';
import { DEFAULT_OPTIONS } from '../../../lab/generator/cluster/options';
import { planCompute } from '../../../plan/compute';
import { loadInStein, type FoundInStein } from '../../support/load-in-stein';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';

jest.setTimeout(120_000);

let scratch: Scratch;
let found: FoundInStein;
beforeAll(async () => {
  scratch = await openScratch('stein');
  const { cloud, activities, run } = scratch;
  await runPhase(planCompute(cloud.definition), activities, run);
  found = await loadInStein(cloud.definition);
});
afterAll(() => scratch.close());

const generated = Array.from({ length: 12 }, (_, n) => instanceAt(DEFAULT_OPTIONS, n));

test('it loads every instance with its request spec, and both agree', () => {
  expect(Object.keys(found.instances).sort()).toEqual(generated.map(({ uuid }) => uuid).sort());
  for (const { uuid, id, keyName, bootsFromVolume } of generated)
    expect(found.instances[uuid]).toMatchObject({
      name: `instance-${id.toString(16).padStart(8, '0')}`,
      version: '1.12',
      sameFlavor: true,
      sameImage: true,
      bootsFromVolume,
      keys: [keyName],
      ports: 1,
      cell: 'cell1',
      user: true,
      queuedForDelete: false,
    });
});

test('the pinned instance is pinned, and no other', () => {
  const pinned = Object.values(found.instances).filter((instance) => instance.pinned || instance.specPinned);
  expect(pinned).toMatchObject([{ pinned: true, specPinned: true }]);
});

test('members of a server group stay together, or apart', () => {
  const grouped = Object.values(found.instances).filter(({ group }) => group !== null);
  expect(grouped).toHaveLength(4);
  for (const { hints } of grouped) expect(hints).toEqual({ group: [expect.stringMatching(/^[0-9a-f-]{36}$/)] });
  expect(found.groups).toEqual([
    ['affinity', 2],
    ['anti-affinity', 2],
  ]);
});

test('flavors, aggregates and block devices load', () => {
  expect(found.flavors).toEqual(expect.arrayContaining(['m1.tiny', 'm1.numa']));
  expect(found.flavors).not.toContain('c1.old');
  expect(found.aggregates).toEqual([
    ['fast', 36, 2],
    ['general', 36, 3],
  ]);
  expect(found.devices).toBe(12);
});
