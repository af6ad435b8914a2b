import { patienceFor } from '../../../activities/probes/patience';

test('pings that go out every ten seconds are given the time that their answers take', () => {
  expect(patienceFor(5, 10_000, 15_000)).toBeGreaterThan(100_000);
  expect(patienceFor(5, 100, 15_000)).toBe(15_000);
});
