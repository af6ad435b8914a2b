import { MOST_GROUPS } from '../../../activities/runs/groups/host-groups';
import { readFiles } from '../../../activities/runs/groups/read-files';
import type { JsonObject } from '../../../model/json';
import { memoryLedger } from '../../support/memory-ledger';

const RUN = { id: 'run', cluster: 'blue', datacenter: 'dc1' };
const NOVA = '/etc/nova/nova.conf';

function fact(name: string, digest: string, lines: readonly string[] = [`+ a = ${digest}`]): JsonObject {
  return { name, digest, files: digest === '' ? [] : [{ path: NOVA, there: true, lines, more: 0 }] };
}

test('hosts whose files changed alike are one group, however many; those without a change are in none', async () => {
  const ledger = memoryLedger();
  const paged = jest.spyOn(ledger, 'readFacts');
  for (let i = 0; i < 3_000; i++) {
    const name = `c${String(i).padStart(4, '0')}`;
    await ledger.recordFact(RUN, `files/${name}`, fact(name, ['one', 'one', 'other', ''][i % 4] ?? ''));
  }
  const { hosts, groups, others } = await readFiles(ledger, 'blue');
  expect({ hosts, others }).toEqual({ hosts: 2_250, others: 0 });
  expect(groups.map((group) => [group.hosts, group.names.length, group.files])).toEqual([
    [1_500, 10, [{ path: NOVA, there: true, lines: ['+ a = one'], more: 0 }]],
    [750, 10, [{ path: NOVA, there: true, lines: ['+ a = other'], more: 0 }]],
  ]);
  expect(JSON.stringify(groups).length).toBeLessThan(1_000);
  for (const [, , options] of paged.mock.calls) expect(options?.limit).toBe(100);
});

test('neither groups nor their lines grow with hosts that differ', async () => {
  const ledger = memoryLedger();
  const lines = Array.from({ length: 100 }, (_, i) => `+ line ${i}`);
  const files = Array.from({ length: 8 }, (_, i) => ({ path: `/etc/${i}`, there: false, lines, more: 7 }));
  for (let i = 0; i < MOST_GROUPS + 9; i++)
    await ledger.recordFact(RUN, `files/c${i}`, { name: `c${i}`, digest: `own ${i}`, files });
  const { hosts, groups, others } = await readFiles(ledger, 'blue');
  expect({ hosts, groups: groups.length, others }).toEqual({ hosts: MOST_GROUPS + 9, groups: MOST_GROUPS, others: 9 });
  expect(groups[0]?.files.map((file) => [file.lines.length, file.more])).toEqual([
    ...Array.from({ length: 6 }, () => 100).map((count) => [count, 7]),
    ...[0, 0].map((count) => [count, 107]),
  ]);
});

test('a ledger of an earlier version has no such facts', async () => {
  await expect(readFiles(memoryLedger(), 'blue')).resolves.toEqual({ hosts: 0, groups: [], others: 0 });
});
