import { judge, type Evidence } from '../../../lab/demo/judge';
import { describeReal, type GuestSeen } from '../../../lab/demo/witness';
import type { Report } from '../../../model/report/report';

const CLEAN = { host: '', sent: 100, lost: 0, longestGapMs: 0, longestRun: 0, totalGapMs: 0, gaps: [] };
const GUEST: GuestSeen = {
  ...{ vm: 'vm1', kind: 'namespace', pid: 7, starts: 0, stops: 0, bootId: '', plug: 'a@1', tap: 4 },
};
const report: Report = {
  verdict: 'upgraded',
  cluster: 'lab',
  run: 'run',
  plan: '',
  error: null,
  phases: [],
  loss: {
    sent: 100,
    lost: 1,
    longestGapMs: 100,
    vms: [{ ...CLEAN, name: 'vm1', host: 'compute1', lost: 1, longestGapMs: 100, longestRun: 1 }],
    controls: [{ ...CLEAN, name: 'control' }],
    byArp: [],
    unwatched: [],
    prober: null,
    samples: [],
  },
  tables: [{ source: 'a.b', target: 'c.d', rows: 1, verified: true }],
  network: { differences: [], table: [], compared: {}, leftBehind: [] },
  hosts: [],
  guests: { hosts: 0, guests: 0, unseen: [], disturbed: [], list: [] },
  restarts: [],
  services: [],
  checks: [{ name: 'servers', passed: true, problems: [] }],
  apiDowntimeSeconds: 1,
};
const good: Evidence = { report, before: [GUEST], after: [GUEST], tolerateLoss: false };
const twice = report.loss.vms.map((vm) => ({ ...vm, lost: 2, longestRun: 2, longestGapMs: 200 }));

function blame(change: Partial<Report>, evidence: Partial<Evidence> = {}): string {
  return judge({ ...good, ...evidence, report: { ...report, ...change } }).join('\n');
}

test('a single lost ping is no reason to fail', () => {
  expect(judge(good)).toEqual([]);
});

test('two pings lost in a row fail the demo, unless the probe itself was disturbed or loss is what is shown', () => {
  const loss = { ...report.loss, vms: twice };
  const disturbed = { ...loss, controls: [{ ...CLEAN, name: 'control', lost: 2, longestRun: 2 }] };
  expect(blame({ loss })).toBe('vm1 lost 2 pings in a row (200 ms)');
  expect(blame({ loss: disturbed })).toBe('');
  expect(blame({ loss }, { tolerateLoss: true })).toBe('');
});

test.each<[string, Partial<Report>, string]>([
  ['another verdict', { verdict: 'rolled-back' }, 'the verdict is rolled-back'],
  [
    'rows that differ',
    { tables: [{ source: 'a.b', target: 'c.d', rows: 1, verified: false }] },
    'a.b → c.d: rows differ',
  ],
  [
    'a network that differs',
    { network: { differences: ['port x: id'], table: [], compared: {}, leftBehind: [] } },
    'network: port x: id',
  ],
  ['a failed check', { checks: [{ name: 'servers', passed: false, problems: [] }] }, 'check failed: servers'],
])('%s fails the demo', (_, change, reason) => {
  expect(blame(change)).toBe(reason);
});

test.each<[string, Partial<GuestSeen>, string]>([
  ['started', { starts: 1 }, 'vm1 was started 1 times'],
  ['stopped', { stops: 2, pid: null }, 'vm1 was stopped 2 times\nvm1 had the process 7, and has none'],
  ['given another process', { pid: 8 }, 'vm1 had the process 7, and has 8'],
  ['booted', { bootId: 'b' }, 'vm1 has booted:  became b'],
  ['plugged again', { plug: 'b@2' }, 'vm1 was unplugged: a@1 became b@2'],
  ['given another tap', { tap: 5 }, 'vm1 had the tap 4, and has 5'],
  ['forgotten', { starts: -1 }, 'vm1 is no longer known to its hypervisor'],
])('a guest that was %s fails the demo', (_, change, reason) => {
  expect(blame({}, { after: [{ ...GUEST, ...change }] })).toBe(reason);
});

test('a guest that is not seen any more fails the demo', () => {
  expect(blame({}, { after: [] })).toContain('no longer known');
});

test('of each real guest one line says whether it is what it was', () => {
  const real: GuestSeen = { ...GUEST, kind: 'qemu', starts: 1, bootId: 'c' };
  const standIn = { ...GUEST, vm: 'vm2' };
  expect(describeReal([real, standIn], [real, standIn])).toEqual(['vm1: qemu pid 7, boot 1 (c), plug a@1, as before']);
  expect(describeReal([real], [{ ...real, pid: 8 }])).toEqual([expect.stringMatching(/pid 8.*, not as before$/)]);
});
