import { Bench } from './support/bench';
import { wholePlan } from './support/plans';

jest.setTimeout(60_000);
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.reset());

describe('upgradeCluster', () => {
  it('carries the plan out in order, and says so', async () => {
    bench.plan = wholePlan();
    const handle = await bench.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    const result = await handle.result();
    expect(result).toMatchObject({ verdict: 'upgraded', cluster: 'blue' });
    const phases = bench.journal.map((step) => step.split('/')[0]);
    expect([...new Set(phases)]).toEqual([
      'freeze',
      'images',
      'network',
      'hosts',
      'agents',
      'verify',
      'open',
      'finalize',
    ]);
    expect(bench.journal.filter((step) => step.startsWith('agents'))).toEqual([
      'agents/compute1/step1',
      'agents/compute1/step2',
      'agents/compute2/step1',
      'agents/compute2/step2',
      'agents/compute3/step1',
      'agents/compute3/step2',
    ]);
  });
});
