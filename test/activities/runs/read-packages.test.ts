import { MOST_GROUPS } from '../../../activities/runs/groups/host-groups';
import { MOST_LISTED, readPackages } from '../../../activities/runs/read-packages';
import type { JsonObject } from '../../../model/json';
import type { Ledger } from '../../../model/ledger';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';

const RUN = { id: 'run', cluster: 'blue', datacenter: 'dc1' };
/** As many as a hypervisor has. */
const PACKAGES = 400;
/** The most bytes of JSON that a report may have of packages, whatever the number of hosts. */
const MOST_BYTES = 200_000;

function packagesOf(release: string, more: readonly string[] = []): string[] {
  return [
    ...Array.from({ length: PACKAGES }, (_, i) => `package-${i}-${i % 4 ? '1.0' : release}-1.el7.x86_64`),
    ...more,
  ];
}

const BEFORE = packagesOf('5.0');
const AFTER = packagesOf('14.0');

function fact(host: number, more: readonly string[] = []): [name: string, value: JsonObject] {
  const name = `compute${String(host).padStart(6, '0')}.${'rack'.repeat(11)}`;
  return [`hosts/${name}`, { name, before: BEFORE, after: [...AFTER, ...more] }];
}

/** A ledger that makes its pages as they are asked for: so many lists are in no test's memory. */
function fleet(hosts: number): Ledger & { readonly most: () => number } {
  let most = 0;
  return {
    ...memoryLedger(),
    readFacts: async (_cluster, _prefix, { after = '', limit = Infinity } = {}) => {
      const from = after === '' ? 0 : Number(after.slice('hosts/compute'.length).slice(0, 6)) + 1;
      const count = Math.max(0, Math.min(limit, hosts - from));
      most = Math.max(most, count);
      return Object.fromEntries(
        Array.from({ length: count }, (_, i) => fact(from + i, (from + i) % 3 ? [] : ['extra-1-1.noarch'])),
      );
    },
    most: () => most,
  };
}

test.each([3_000, 18_000])(
  '%i hosts are told in a few groups, and their lists lie in the store page by page',
  async (hosts) => {
    const ledger = fleet(hosts);
    const laid: number[] = [];
    const store = {
      put: async (content: string | Buffer) => (
        laid.push(content.length),
        { datacenter: 'dc1', path: '/p', sha256: `${laid.length}` }
      ),
    };
    const { listed, packages } = await readPackages(ledger, store, 'blue');
    expect(listed).toEqual({});
    expect(packages.groups.map((group) => [group.hosts, group.removed.length, group.added.length])).toEqual([
      [(hosts * 2) / 3, PACKAGES / 4, PACKAGES / 4],
      [hosts / 3, PACKAGES / 4, PACKAGES / 4 + 1],
    ]);
    expect(packages).toMatchObject({ hosts, others: 0 });
    expect(packages.pages.reduce((sum, page) => sum + page.hosts, 0)).toBe(hosts);
    expect(new Set(packages.pages.map(({ first }) => first)).size).toBe(hosts / 100);
    expect(JSON.stringify(packages.groups).length + JSON.stringify(packages.pages).length).toBeLessThan(MOST_BYTES);
    expect(ledger.most()).toBeLessThanOrEqual(100);
    expect(Math.max(...laid)).toBeLessThan(3_000_000);
  },
);

test.each([0, 1, 100, MOST_LISTED, MOST_LISTED + 1])('%i hosts: all are listed, or all are in pages', async (hosts) => {
  const ledger = memoryLedger();
  const store = memoryStore();
  for (let host = 0; host < hosts; host++) await ledger.recordFact(RUN, ...fact(host));
  const { listed, packages } = await readPackages(ledger, store, 'blue');
  const small = hosts <= MOST_LISTED;
  expect(Object.keys(listed)).toHaveLength(small ? hosts : 0);
  const paged = await Promise.all(
    packages.pages.map(async (page) => JSON.parse((await store.get(page)).toString()) as object[]),
  );
  expect(paged.flat()).toHaveLength(small ? 0 : hosts);
  expect(packages.hosts).toBe(hosts);
});

test('where every host has changes of its own, the groups are bounded and the rest is counted', async () => {
  const ledger = memoryLedger();
  const own = MOST_GROUPS + 7;
  for (let host = 0; host < own; host++) await ledger.recordFact(RUN, ...fact(host, [`own-${host}-1.noarch`]));
  const { packages } = await readPackages(ledger, memoryStore(), 'blue');
  expect(packages).toMatchObject({ hosts: own, others: 7 });
  expect(packages.groups).toHaveLength(MOST_GROUPS);
});
