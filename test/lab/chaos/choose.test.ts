import { MOMENTS } from '../../../lab/chaos/boundary';
import { chooseMoment } from '../../../lab/chaos/choose-moment';
import { drawOutages } from '../../../lab/chaos/draw-outages';
import { readChaosOptions } from '../../../lab/chaos/options';
import { OUTAGES } from '../../../lab/chaos/outages';

const keys = Array.from({ length: 1_000 }, (_, i) => `ensureThing hosts/compute${i}`);

test('the same seed kills at the same boundaries, at about the share that was asked for, at every moment', () => {
  const kills = { seed: 7, share: 0.3 };
  const chosen = keys.map((key) => chooseMoment(kills, key));
  expect(keys.map((key) => chooseMoment(kills, key))).toEqual(chosen);
  expect(keys.map((key) => chooseMoment({ ...kills, seed: 8 }, key))).not.toEqual(chosen);
  const killed = chosen.filter((moment) => moment !== null);
  expect(killed.length).toBeGreaterThan(240);
  expect(killed.length).toBeLessThan(360);
  expect(new Set(killed)).toEqual(new Set(MOMENTS));
});

test('share 1 kills at every boundary, share 0 at none', () => {
  expect(keys.every((key) => chooseMoment({ seed: 1, share: 1 }, key) !== null)).toBe(true);
  expect(keys.every((key) => chooseMoment({ seed: 1, share: 0 }, key) === null)).toBe(true);
});

test('each outage strikes once, in a phase of its own', () => {
  const drawn = drawOutages(3, OUTAGES);
  expect(drawn.map(({ outage }) => outage)).toEqual(OUTAGES);
  for (const { outage, phase } of drawn) expect(outage.phases).toContain(phase);
  expect(drawOutages(3, OUTAGES)).toEqual(drawn);
});

test.each([
  ['--seed', 'many', '--seed: many is not a whole number.'],
  ['--share', '2', '--share: 2 is not between 0 and 1.'],
  ['--share', 'all', '--share: all is not between 0 and 1.'],
])('%s %s is refused', (option, value, message) => {
  expect(() => readChaosOptions([option, value])).toThrow(message);
});
