import { guestDifferences } from '../../../activities/guests/differences';
import type { HostView } from '../../../activities/guests/host-view';
import { settle } from '../../../activities/guests/settle';
import { DEFAULT_GUESTS } from '../../../model/guest';
import { DOMAIN, ROW, VIEW, viewOf } from './view';

const OFF = { state: 'shut off', life: '', nics: [] };
const messages = (view: HostView): string =>
  guestDifferences(view)
    .map(({ message }) => message)
    .join('\n');
const remedies = (view: HostView) => guestDifferences(view).flatMap((one) => one.remedies);

test('a host on which Nova, Neutron and libvirt say the same has no differences', () => {
  expect(guestDifferences(VIEW)).toEqual([]);
  expect(guestDifferences(viewOf(OFF, { vmState: 'stopped', powerState: 4 }))).toEqual([]);
  expect(guestDifferences(viewOf({ ...OFF }, { vmState: 'suspended' }))).toEqual([]);
  // Nova leaves these alone, whatever their guests do
  for (const vmState of ['error', 'rescued', 'resized', 'shelved'])
    expect(guestDifferences(viewOf({}, { vmState }))).toEqual([]);
});

test('a row that is stopped while its guest runs: the guest would be powered off, so that it cannot be accepted', () => {
  const view = viewOf({}, { vmState: 'stopped', powerState: 4 });
  expect(messages(view)).toBe(
    'instance web (one) is stopped in Nova, and its guest instance-00000001 (one) on compute1 is running: nova-compute would power the guest off',
  );
  expect(remedies(view)).toEqual(['adopt']);
  const accepting = { ...DEFAULT_GUESTS, accept: ['one'] };
  expect(settle(guestDifferences(view), accepting).held).toEqual([
    expect.stringContaining('(set guests.adoptStates, or correct the rows or the guest)'),
  ]);
  expect(settle(guestDifferences(view), { ...DEFAULT_GUESTS, adoptStates: true })).toEqual({
    adopt: [{ uuid: 'one', vmState: 'active', powerState: 1 }],
    held: [],
    accepted: [],
  });
});

test.each([
  ['active', 'shut off', 'stopped', 4],
  ['active', 'crashed', 'stopped', 4],
  ['active', 'paused', 'paused', 3],
  ['paused', 'running', 'active', 1],
  ['stopped', 'paused', 'paused', 3],
  ['suspended', 'running', 'active', 1],
] as const)('a row that is %s while its guest is %s may take over %s', (vmState, state, adopted, powerState) => {
  const [difference] = guestDifferences(viewOf({ state, nics: DOMAIN.nics }, { vmState }));
  expect(difference?.adopted).toEqual({ uuid: 'one', vmState: adopted, powerState });
});

test.each(['deleted', 'soft-delete'])(
  'a row that is half deleted (%s) while its guest runs is for people to mend',
  (vmState) => {
    const view = viewOf({}, { vmState });
    expect(messages(view)).toContain('half deleted');
    expect(remedies(view)).toEqual([]);
  },
);

test('a guest whose row is deleted would be reaped, also one that is off', () => {
  for (const state of ['running', 'shut off']) expect(remedies(viewOf({ state }, { vmState: 'deleted' }))).toEqual([]);
  expect(messages(viewOf({ state: 'shut off' }, { vmState: 'deleted' }))).toContain('half deleted');
});

test('an instance with a task is for people to mend: nova-compute takes tasks up when it starts', () => {
  const view = viewOf({}, { taskState: 'powering-off' });
  expect(messages(view)).toContain('has the task powering-off');
  expect(remedies(view)).toEqual([]);
});

test('a guest that was evacuated from here would be destroyed with its disks', () => {
  const view = { ...VIEW, evacuated: ['one'] };
  expect(messages(view)).toContain('was evacuated');
  expect(remedies(view)).toEqual([]);
});

test('a guest without an instance, and one whose instance is elsewhere, may be accepted by id or by name', () => {
  const strange = { ...VIEW, rows: [] };
  expect(messages(strange)).toContain('guest instance-00000001 (one) on compute1 is running, and no instance of Nova');
  const moved = viewOf({}, { host: 'compute2' });
  expect(messages(moved)).toContain('instance web (one) is on compute2 in Nova');
  for (const view of [strange, moved])
    for (const name of ['one', 'instance-00000001'])
      expect(settle(guestDifferences(view), { ...DEFAULT_GUESTS, accept: [name] })).toMatchObject({
        held: [],
        accepted: [expect.any(String)],
      });
});

test('an instance without a guest is told, but for those that need none', () => {
  const gone = { ...VIEW, libvirt: { hostname: 'compute1', domains: [] } };
  expect(messages(gone)).toBe('instance web (one) is active in Nova on compute1, and libvirt has no such guest');
  for (const vmState of ['error', 'building', 'shelved_offloaded', 'soft-delete', 'deleted'])
    expect(guestDifferences({ ...gone, rows: [{ ...ROW, vmState }] })).toEqual([]);
});

test('another host name would make another compute node: for people to mend', () => {
  expect(messages({ ...VIEW, ownName: 'ghost' })).toContain('would call itself ghost');
  const renamed = { ...VIEW, nodes: ['compute1.example'] };
  expect(messages(renamed)).toContain('compute1 is compute1 for libvirt, and compute1.example for Nova');
  expect([...remedies({ ...VIEW, ownName: 'ghost' }), ...remedies(renamed)]).toEqual([]);
  expect(guestDifferences({ ...VIEW, nodes: [] })).toEqual([]);
});

test('an instance that still names the node that its host was once may be accepted', () => {
  const view = viewOf({}, { node: 'compute1.example' });
  expect(messages(view)).toBe('instance web (one) is on the node compute1.example in Nova, and compute1 is compute1');
  expect(remedies(view)).toEqual(['accept']);
  expect(guestDifferences(viewOf({}, { node: 'compute1.example', vmState: 'error' }))).toEqual([]);
});

test('where no libvirt can be asked, evacuations, tasks and the name still hold the host', () => {
  const blind = { ...viewOf({}, { taskState: 'deleting' }), libvirt: null, evacuated: ['one'], ownName: 'ghost' };
  expect(guestDifferences(blind)).toHaveLength(3);
  expect(remedies(blind)).toEqual([]);
  expect(guestDifferences({ ...VIEW, libvirt: null })).toEqual([]);
});

test('cards without a port, and ports without a card, of guests that are on', () => {
  expect(messages({ ...VIEW, ports: [] })).toContain('has a card fa:16:3e:00:00:01, and Neutron no port');
  const more = { id: 'p2', instance: 'one', mac: 'fa:16:3e:00:00:02' };
  expect(messages({ ...VIEW, ports: [...VIEW.ports, more] })).toContain(
    'port p2 (fa:16:3e:00:00:02) is bound to compute1',
  );
  expect(guestDifferences({ ...viewOf(OFF, { vmState: 'stopped' }), ports: [] })).toEqual([]);
});

test('every difference of a host is reported at once', () => {
  const second = { ...DOMAIN, uuid: 'two', name: 'instance-00000002' };
  const view = { ...viewOf({}, { vmState: 'stopped' }), evacuated: ['two'], ownName: 'ghost' };
  const domains = [...(view.libvirt?.domains ?? []), second];
  const all = { ...view, libvirt: { hostname: 'compute1', domains } };
  expect(guestDifferences(all)).toHaveLength(4);
});
