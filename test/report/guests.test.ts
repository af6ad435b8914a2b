import { guestsSection } from '../../report/guests-section';
import { GUESTS_LISTED, guestsOf, NAMES_LISTED } from '../../report/guests';
import { printGuests } from '../../report/print-guests';

const GUEST = { uuid: 'one', name: 'instance-00000001', state: 'running', life: '100@7', nics: [], definition: 'd' };
const SEEN = { host: 'compute1', domains: [GUEST], seenAt: '2026-11-29T00:00:00.000Z', disturbed: [] };

test('names the guests, their processes, and until when nothing had become of them', () => {
  const report = guestsOf([SEEN, { ...SEEN, host: 'compute2', domains: null }]);
  expect(report).toMatchObject({ hosts: 1, guests: 1, unseen: ['compute2'], disturbed: [] });
  expect(report.list).toEqual([
    {
      host: 'compute1',
      name: 'instance-00000001',
      instance: 'one',
      state: 'running',
      pid: '100',
      untouchedUntil: '2026-11-29T00:00:00.000Z',
    },
  ]);
  expect(printGuests(report)).toContain('1 guest on 1 hypervisor, same processes');
  expect(guestsSection(report).html).toContain('instance-00000001');
});

test('tells what became of guests, whatever they are called', () => {
  const report = guestsOf([{ ...SEEN, disturbed: [{ names: ['one'], message: 'guest <b> (one) is gone' }] }]);
  expect(report.disturbed).toEqual(['compute1: guest <b> (one) is gone']);
  expect(report.list).toMatchObject([{ untouchedUntil: null }]);
  expect(printGuests(report)).not.toContain('same processes');
  expect(guestsSection(report).html).toContain('guest &lt;b&gt; (one) is gone');
});

test('stays small, however many guests and hypervisors there are', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => ({
    ...SEEN,
    host: `compute${i}`,
    disturbed: [{ names: ['one'], message: 'gone' }],
  }));
  const report = guestsOf([...many, ...many.map((one) => ({ ...one, domains: null }))]);
  expect(report).toMatchObject({ hosts: 1_000, guests: 1_000 });
  expect([report.list.length, report.disturbed.length, report.unseen.length]).toEqual([
    GUESTS_LISTED,
    NAMES_LISTED,
    NAMES_LISTED,
  ]);
});

test('facts of another shape leave it empty', () => {
  expect(guestsOf([{}, { domains: 'x' }])).toEqual({ hosts: 0, guests: 0, unseen: [], disturbed: [], list: [] });
});
