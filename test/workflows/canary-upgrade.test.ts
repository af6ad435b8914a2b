import { Bench } from './support/bench';
import { latch } from './support/latch';
import { wholePlan } from './support/plans';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.reset();
  bench.plan = wholePlan();
});

async function canary(hosts = 1) {
  const handle = await bench.begin('canaryUpgrade', { cluster: 'blue', hosts }, bench.unique('canary'));
  return handle.result();
}

/** Says that every step of these phases was done. */
function align(...phases: readonly string[]): void {
  for (const { name, groups } of wholePlan().phases)
    if (phases.includes(name))
      for (const { steps } of groups.flatMap(({ lanes }) => lanes))
        for (const { id } of steps) bench.ledger.done.set(id, { changed: true, summary: '' });
}

/** A target that was silent for so many milliseconds. */
const silent = (name: string, host: string, ms: number) => {
  const start = '2026-01-01T00:00:00.000Z';
  const end = new Date(Date.parse(start) + ms).toISOString();
  return { name, host, longestGapMs: ms, gaps: [{ start, end, ms, lost: Math.ceil(ms / 100) }] };
};

describe('canaryUpgrade', () => {
  it('takes the next host of an aligned cluster', async () => {
    align('images', 'network');
    for (const step of ['agents/compute1/step1', 'agents/compute1/step2'])
      bench.ledger.done.set(step, { changed: true, summary: '' });
    expect(await canary()).toMatchObject({ outcome: 'good', hosts: ['compute2'] });
    expect(bench.paused).toEqual([]);
  });

  it('refuses a cluster that is not aligned', async () => {
    await expect(canary()).rejects.toMatchObject({ cause: { type: 'NotAligned' } });
  });

  it('pauses its schedule when a VM of its hosts was silent beyond the budget', async () => {
    align('images', 'network');
    const vms = [
      { ...silent('vm1', 'compute1', 1_500), sent: 100, lost: 15 },
      { ...silent('vm4', 'compute2', 2_500), sent: 100, lost: 25 },
    ];
    bench.ledger.facts.set('loss', { vms });
    await expect(canary()).rejects.toMatchObject({
      cause: { type: 'PacketsLost', message: expect.stringContaining('compute1: silent beyond the budget: vm1.') },
    });
    expect(bench.paused).toEqual(['blue: compute1: silent beyond the budget: vm1.']);
  });

  it('does not blame a VM for a time in which the machine that pings heard nobody', async () => {
    align('images', 'network');
    bench.ledger.facts.set('loss', {
      vms: [{ ...silent('vm1', 'compute1', 1_500), sent: 100, lost: 15 }],
      controls: [silent('gateway', '', 1_500)],
    });
    expect(await canary()).toMatchObject({ outcome: 'good', hosts: ['compute1'] });
    expect(bench.paused).toEqual([]);
  });

  it('pauses its schedule when the upgrade failed, with the upgrade’s own type', async () => {
    align('images', 'network');
    bench.behaviours['agents/compute1/step1'] = async () => Promise.reject(bench.failure('HostNotReady', 'No.'));
    await expect(canary()).rejects.toMatchObject({ cause: { type: 'HostNotReady' } });
    expect(bench.paused).toHaveLength(1);
    expect(bench.ledger.undos).toEqual([]);
  });

  it('does nothing while an upgrade is running', async () => {
    align('images', 'network');
    const hold = latch();
    bench.behaviours['freeze/apis/step1'] = hold.pass;
    const upgrade = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await hold.reached;
    expect(await canary()).toMatchObject({
      outcome: 'skipped',
      summary: expect.stringContaining('is running already'),
    });
    hold.open();
    await upgrade.result();
    expect(await canary()).toMatchObject({ outcome: 'complete', hosts: [] });
  });
});
