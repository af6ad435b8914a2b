import { assert, property, stringMatching, uniqueArray } from 'fast-check';
import { orderAgents } from '../../plan/agent-order';

const names = uniqueArray(stringMatching(/^[a-z]{1,3}$/), { maxLength: 30 });

it('takes every host once, canaries first, and keeps both orders as given', () => {
  assert(
    property(names, names, (hosts, canaries) => {
      const order = orderAgents(hosts, canaries);
      expect([...order].sort()).toEqual([...hosts].sort());
      const first = canaries.filter((host) => hosts.includes(host));
      expect(order.slice(0, first.length)).toEqual(first);
      expect(order.slice(first.length)).toEqual(hosts.filter((host) => !first.includes(host)));
    }),
  );
});
