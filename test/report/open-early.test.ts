import { describeOpening } from '../../report/open-early';
import { orderPhases, type Opens } from '../../model/phases';
import type { PhaseOutcome } from '../../model/upgrade';

function opening(opens: Opens, outcome: PhaseOutcome = 'done'): string {
  return describeOpening({ phases: orderPhases(opens).map((name) => ({ name, seconds: 1, outcome })) });
}

test('a report of an early opening says when changes of tenants took effect', () => {
  expect(opening('early')).toContain('security groups');
  expect(opening('early', 'pending')).toBe('');
  expect(opening('late')).toBe('');
  expect(describeOpening({ phases: [{ name: 'agents', seconds: 1, outcome: 'done' }] })).toBe('');
});
