import { Bench } from './support/bench';
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

async function refusal(type: string, input: Record<string, unknown>, id?: string) {
  const handle = await bench.begin(type, input, id);
  const error = await handle.result().catch((failed: unknown) => failed);
  return (error as { cause: { type: string; message: string; nonRetryable: boolean } }).cause;
}

describe('bad input gets one clear message, and nothing is written', () => {
  afterEach(() => {
    const { events, facts, undos } = bench.ledger;
    if (bench.journal.length + events.length + undos.length + Object.keys(facts).length > 0)
      throw new Error('Something was written.');
  });

  it.each(['upgradeCluster', 'rollBackCluster'])('another workflow id: %s', async (type) => {
    const { type: kind, message } = await refusal(type, { cluster: 'blue' }, 'my-upgrade');
    expect(kind).toBe('WrongWorkflowId');
    expect(message).toContain('started under the id "my-upgrade"; its id must be "upgrade/blue"');
  });

  it('an unknown cluster', async () => {
    expect(await refusal('upgradeCluster', { cluster: 'nowhere' })).toMatchObject({
      type: 'UnknownCluster',
      nonRetryable: true,
      message: expect.stringContaining('known: blue'),
    });
  });

  it('wrong fields, all of them at once', async () => {
    const { type, message } = await refusal('upgradeCluster', { cluster: 'blue', phases: ['hosst'], speed: 3 });
    expect(type).toBe('InvalidInput');
    expect(message).toContain('phases.0: Invalid option');
    expect(message).toContain('Unrecognized key: "speed"');
  });

  it('a past that it never had', async () => {
    const carried = { run: { id: 'x', cluster: 'blue', datacenter: 'dc1' } };
    expect(await refusal('upgradeCluster', { cluster: 'blue', carried })).toMatchObject({ type: 'InvalidInput' });
  });

  it('no input at all', async () => {
    expect(await refusal('upgradeCluster', {}, 'upgrade/x')).toMatchObject({ type: 'InvalidInput' });
  });

  it('a host that the cluster does not have', async () => {
    const { type, message } = await refusal('upgradeCluster', { cluster: 'blue', hosts: ['compute9'] });
    expect(type).toBe('InvalidInput');
    expect(message).toContain('compute9 is no hypervisor of blue; it has compute1, compute2, compute3');
  });

  it('a plan that is not in the store', async () => {
    const plan = 'a'.repeat(64);
    expect(await refusal('upgradeCluster', { cluster: 'blue', plan })).toMatchObject({ type: 'PlanMissing' });
  });

  it('a datacenter without a worker', async () => {
    const { type, message } = await refusal('upgradeCluster', { cluster: 'far' });
    expect(type).toBe('DatacenterUnserved');
    expect(message).toContain('"stackleap.dc2"');
  });

  it('a child started by hand', async () => {
    const input = { run: { id: 'x', cluster: 'blue', datacenter: 'dc1' }, plan: {}, phase: 'agents', group: null };
    expect(await refusal('restartAgents', { ...input, cluster: 'blue' }, 'by-hand')).toMatchObject({
      type: 'InvalidInput',
      message: expect.stringContaining('restartAgents is started by upgradeCluster only'),
    });
  });

  it('blockers of preflight, every one at once, also one that could not even be asked', async () => {
    bench.blockers.push(
      { type: 'TargetNotClean', message: 'nova.instances has 3 rows.' },
      { type: 'PackageMissing', message: 'compute2: openstack-nova-compute-19 is in no repository.' },
    );
    const { type, message } = await refusal('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    expect(type).toBe('PreflightBlocked');
    expect(message).toMatch(
      /2 blockers:\n- TargetNotClean: nova.*\n- PackageMissing: compute2.*\n.*Nothing was written/s,
    );
    bench.behaviours['preflight/control/step1'] = async () =>
      Promise.reject(bench.failure('DatabaseAuthentication', 'The server refused stackleap.'));
    const second = await refusal('upgradeCluster', { cluster: 'blue' });
    expect(second.message).toContain('- DatabaseAuthentication: Step 1 of control: The server refused stackleap.');
  });
});
