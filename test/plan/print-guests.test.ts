import { printGuests } from '../../cli/print/print-guests';

const NONE = { hypervisors: 3, blockers: [], unread: [] };

test('says that all know the same guests', () => {
  expect(printGuests(NONE)).toBe('\nguests\n  Nova, Neutron and libvirt know the same guests on 3 hypervisors.');
});

test('lists every difference, and the hypervisors that nobody could ask', () => {
  const blockers = [{ type: 'GuestsDiffer', message: 'guest one differs.' }];
  expect(printGuests({ ...NONE, blockers, unread: ['compute9: no route'] })).toBe(
    '\nblocked by guests of 3 hypervisors\n  GuestsDiffer: guest one differs.\n  not looked at: compute9: no route',
  );
});

test('says nothing of hypervisors that nobody could ask', () => {
  expect(printGuests({ hypervisors: 0, blockers: [], unread: ['compute1: no key'] })).toBe(
    '\nguests\n  not looked at: compute1: no key',
  );
});
