import { takeUp, type Found } from '../../../activities/network-services/take-up';
import type { ServiceReport } from '../../../model/report/service-report';

const NOW = '2026-11-23T12:00:00.000Z';
const EARLIER = '2026-11-23T11:59:00.000Z';

const SERVICE = { service: 'dhcp', machines: ['compute1'], networks: 3 } as const;
const FRESH: ServiceReport = {
  ...SERVICE,
  outcome: 'unfinished',
  stoppedAt: NOW,
  gapMs: null,
  backMs: null,
  renewed: [],
};
const UNFINISHED = { ...FRESH, stoppedAt: EARLIER };
const HANDED_OVER = { ...UNFINISHED, outcome: 'handed-over', gapMs: 4_000, renewed: ['flat'] } as const;
const PUT_BACK = { ...UNFINISHED, outcome: 'put-back', backMs: 500 } as const;

function taken(found: Partial<Found>): ServiceReport {
  return takeUp({ ...SERVICE, known: undefined, tried: true, begun: false, now: NOW, ...found });
}

test.each<[string, Partial<Found>, ServiceReport]>([
  ['the first try', { tried: false }, FRESH],
  ['a try that left nothing but its undo', {}, FRESH],
  ['a worker was killed while the old side was down', { known: UNFINISHED }, UNFINISHED],
  ['a worker was killed while the new side was proven', { known: UNFINISHED, begun: true }, UNFINISHED],
  ['all is done already', { known: HANDED_OVER, begun: true }, HANDED_OVER],
  ['the new side has gone since', { known: HANDED_OVER }, FRESH],
  ['the old side was put back', { known: PUT_BACK }, FRESH],
  ['another hand-over before this was undone', { known: PUT_BACK, tried: false }, FRESH],
  ['what an earlier version has begun', { begun: true }, { ...FRESH, stoppedAt: null }],
])('%s', (_, found, wanted) => {
  expect(taken(found)).toEqual(wanted);
});

test('machines and networks are those of the definition as it is now', () => {
  const now = { machines: ['compute2'], networks: 4 };
  expect(taken({ known: UNFINISHED, ...now })).toEqual({ ...UNFINISHED, ...now });
});
