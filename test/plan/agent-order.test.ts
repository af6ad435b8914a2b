import * as fc from 'fast-check';
import type { AntiAffinityGroup } from '../../model/plan/anti-affinity-group';
import { orderAgents } from '../../plan/turns/agent-order';

const names = (hosts: readonly string[], canaries: readonly string[], groups: readonly AntiAffinityGroup[] = []) =>
  orderAgents(hosts, [canaries], groups).map(({ host }) => host);

it('keeps the given order without canaries and anti-affinity groups', () => {
  expect(names(['b', 'a', 'c'], [])).toEqual(['b', 'a', 'c']);
});

it('takes canaries first, in their own order, and leaves out those that are not in the run', () => {
  expect(names(['a', 'b', 'c'], ['c', 'x', 'b'])).toEqual(['c', 'b', 'a']);
});

it('never takes two hosts in a row that carry members of one server group or pool', () => {
  expect(names(['a', 'b', 'c', 'd'], [], [{ name: 'server group web', hosts: ['a', 'b'] }])).toEqual([
    'a',
    'c',
    'b',
    'd',
  ]);
});

it('finds a place between others for what would be left over', () => {
  expect(names(['x', 'y', 'a', 'b'], [], [{ name: 'pool db', hosts: ['a', 'b'] }])).toEqual(['b', 'x', 'y', 'a']);
});

it('says what two hosts share where no order keeps them apart', () => {
  expect(orderAgents(['a', 'b'], [], [{ name: 'pool db', hosts: ['a', 'b'] }])).toEqual([
    { host: 'a', shares: [] },
    { host: 'b', shares: ['pool db'] },
  ]);
});

it('takes each host once, whatever is shared, and keeps hosts of one group apart where half of them are free', () => {
  const hosts = Array.from({ length: 12 }, (_, i) => `host${i}`);
  fc.assert(
    fc.property(fc.shuffledSubarray(hosts), fc.subarray(hosts, { maxLength: 6 }), (order, members) => {
      const turns = orderAgents(order, [], [{ name: 'one', hosts: members }]);
      expect(turns.map(({ host }) => host).sort()).toEqual([...order].sort());
      const carried = order.filter((host) => members.includes(host)).length;
      if (carried <= Math.ceil(order.length / 2)) expect(turns.filter(({ shares }) => shares.length > 0)).toEqual([]);
    }),
  );
});

const pairs = (...all: readonly (readonly [string, string])[]): readonly AntiAffinityGroup[] =>
  all.map((hosts) => ({ name: hosts.join(' and '), hosts }));

it('takes back a choice that would leave two hosts of one group in a row at the end', () => {
  const turns = orderAgents(['c', 'a', 'b', 'd'], [], pairs(['a', 'b'], ['a', 'c'], ['b', 'd']));
  expect(turns.flatMap(({ shares }) => shares)).toEqual([]);
});

it('finds an order of a few hosts that keeps all apart wherever there is one', () => {
  const hosts = ['a', 'b', 'c', 'd', 'e'];
  const host = fc.constantFrom(...hosts);
  fc.assert(
    fc.property(fc.array(fc.tuple(host, host), { maxLength: 8 }), (groups) => {
      const apart = (one: string, other: string) =>
        !groups.some((group) => group.includes(one) && group.includes(other));
      const possible = (last: string | null, left: readonly string[]): boolean =>
        left.length === 0 ||
        left.some(
          (next) =>
            (last === null || apart(last, next)) &&
            possible(
              next,
              left.filter((one) => one !== next),
            ),
        );
      const shares = orderAgents(hosts, [], pairs(...groups)).flatMap((turn) => turn.shares);
      expect(shares.length === 0).toBe(possible(null, hosts));
    }),
  );
});

it('gives up in a moment where hundreds of hosts cannot be kept apart', () => {
  const hosts = Array.from({ length: 300 }, (_, i) => `host${i}`);
  const turns = orderAgents(hosts, [], [{ name: 'pool all', hosts: hosts.slice(1) }]);
  expect(new Set(turns.map(({ host }) => host)).size).toBe(300);
});
