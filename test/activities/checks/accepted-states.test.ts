import { acceptStates } from '../../../activities/checks/accepted-states';
import { problemsOf } from '../../../activities/checks/compare';

const BEFORE = new Map([
  ['a', { name: 'web', status: 'ACTIVE', host: 'compute1' }],
  ['b', { name: 'db', status: 'ACTIVE', host: 'compute2' }],
]);
const SERVERS = [
  { id: 'a', host: 'compute1', domain: 'instance-00000001' },
  { id: 'b', host: 'compute2', domain: 'instance-00000002' },
];
/** Both have shut themselves down meanwhile. */
const AFTER = new Map([...BEFORE].map(([id, look]) => [id, { ...look, status: 'SHUTOFF' }]));

function problems(accept: readonly string[], after = AFTER): readonly string[] {
  return problemsOf('server', acceptStates(BEFORE, after, SERVERS, accept).before, after);
}

test.each(['a', 'instance-00000001', 'compute1'])(
  'a guest may change its state where guests.accept names %s',
  (name) => {
    expect(problems([name])).toEqual(["server b: status was 'ACTIVE' and is 'SHUTOFF'"]);
    expect(acceptStates(BEFORE, AFTER, SERVERS, [name]).accepted).toEqual(['server a was ACTIVE and is SHUTOFF']);
  },
);

test('nobody else may, and nothing but the state', () => {
  expect(problems([])).toHaveLength(2);
  const elsewhere = new Map([...AFTER].map(([id, look]) => [id, { ...look, host: 'compute3' }]));
  expect(problems(['a', 'b'], elsewhere)).toEqual([
    "server a: host was 'compute1' and is 'compute3'",
    "server b: host was 'compute2' and is 'compute3'",
  ]);
  expect(problems(['a', 'b'], new Map())).toEqual(['server a is missing', 'server b is missing']);
});
