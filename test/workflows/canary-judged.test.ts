import type { Plan } from '../../model/plan/plan';
import { type CanaryChoices, WEEKDAYS } from '../../model/canary/choices';
import type { Progress } from '../../model/operator/progress';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import type { CanaryInput } from '../../model/upgrade';
import { eventually } from '../support/eventually';
import { latch } from './support/latch';
import { phase, planOf, track } from './support/plans';
import { WorkflowHarness } from './support/workflow-harness';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.reset();
  harness.plan = shortPlan();
});

function begin(input: Omit<CanaryInput, 'cluster'> = {}) {
  return harness.begin('canaryUpgrade', { cluster: 'blue', ...input }, harness.unique('canary'));
}

function rehearsal() {
  return begin({ mode: 'rehearsal' });
}

/** `canary` of the definition: nobody is kept waiting. */
const CHOICES: CanaryChoices = {
  windows: [],
  timeZone: 'UTC',
  soakMinutes: 0,
  sizes: [1, 2, 5, 10],
  order: 'listed',
  logErrors: 0,
};

/** A window of the night, and a clock that tells a time of the day. */
function atNight(clock: string): void {
  const windows = [{ days: [...WEEKDAYS], from: '01:00', until: '04:00' }];
  harness.definition = { canary: { ...CHOICES, windows } };
  const shift = Date.parse(`2026-11-30T${clock}Z`) - Date.now();
  harness.now = () => Date.now() + shift;
}

/** The hosts that were taken through `agents`, in their order. */
function taken(): readonly string[] {
  return harness.journal.filter((step) => step.startsWith('agents/')).map((step) => step.split('/')[1] ?? '');
}

function tracks(of: 'hosts' | 'agents') {
  return ['compute1', 'compute2', 'compute3'].map((host) => track(of, host, 1));
}

/** A step a phase and a host: every workflow of more would cost these tests a second. */
function shortPlan(): Plan {
  return planOf(
    phase('preflight', [track('preflight', 'control', 1, 'readThingBlockers')]),
    phase('images', [track('images', 'images', 1)]),
    phase('hosts', tracks('hosts')),
    phase('agents', tracks('agents')),
    phase('open', [track('open', 'apis', 1)]),
  );
}

/** What is remembered of a step that was done. */
const DONE = { changed: true, summary: '' };

describe('a canary that is judged', () => {
  beforeEach(() => {
    harness.ledger.done.set('images/images/step1', DONE);
    harness.definition = { canary: CHOICES };
  });

  it('takes more hosts after a good one, and pauses the schedule with all that is wrong after a bad one', async () => {
    // nobody would be there to open gates
    harness.definition = { canary: CHOICES, approvals: [{ gate: 'preflight' }, { gate: 'canaries' }] };
    const good = await begin();
    expect(await good.result()).toMatchObject({ outcome: 'good', hosts: ['compute1'] });
    expect((await good.describe()).searchAttributes).toMatchObject({
      [SEARCH_ATTRIBUTES.cluster]: ['blue'],
      [SEARCH_ATTRIBUTES.datacenter]: ['dc1'],
      [SEARCH_ATTRIBUTES.phase]: ['verdict'],
      [SEARCH_ATTRIBUTES.outcome]: ['good'],
    });
    expect(harness.paused).toEqual([]);
    harness.troubles.push('compute: no nova-scheduler is up', 'volume: cinder-volume on a is down');
    const bad = await begin();
    await expect(bad.result()).rejects.toMatchObject({ cause: { type: 'CanaryBad' } });
    expect(harness.looked.map(({ host }) => host)).toEqual(['compute1', 'compute2', 'compute3']);
    expect(harness.paused).toEqual([
      'blue: compute2, compute3:\n- compute: no nova-scheduler is up\n- volume: cinder-volume on a is down\n',
    ]);
    expect((await bad.describe()).searchAttributes).toMatchObject({ [SEARCH_ATTRIBUTES.outcome]: ['failed'] });
    expect(harness.ledger.facts.get('canary')).toMatchObject({ open: true });
  });

  it('takes the hosts that are named, each on its own, and goes no further than the first bad one', async () => {
    harness.behaviours['agents/compute1/step1'] = async () => Promise.reject(harness.failure('HostNotReady', 'No.'));
    const bad = await begin({ hosts: ['compute3', 'compute1', 'compute2'] });
    await expect(bad.result()).rejects.toMatchObject({ cause: { type: 'HostNotReady' } });
    expect(taken()).toEqual(['compute3', 'compute1']);
    expect(harness.journal).toContain('undo hosts/compute1/step1');
    expect(harness.journal).not.toContain('undo hosts/compute3/step1');
    expect(harness.paused[0]).toContain('blue: Canary compute1 failed: ');
  });

  it('leaves its hosts alone for a while, by a timer that outlives workers', async () => {
    harness.definition = { canary: { ...CHOICES, soakMinutes: 30 } };
    const handle = await begin();
    await eventually(async () =>
      expect((await handle.describe()).searchAttributes).toMatchObject({ [SEARCH_ATTRIBUTES.phase]: ['soak'] }),
    );
    const { events } = await handle.fetchHistory();
    const timers = events?.flatMap(({ timerStartedEventAttributes: timer }) => timer ?? []) ?? [];
    expect(timers.map(({ startToFireTimeout }) => Number(startToFireTimeout?.seconds))).toEqual([30 * 60]);
    expect(harness.looked).toEqual([]);
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(harness.paused).toEqual([]);
  });
});

describe('a canary with maintenance windows', () => {
  beforeEach(() => harness.ledger.done.set('images/images/step1', DONE));

  it('does nothing outside of them, and says when the next one begins', async () => {
    atNight('04:00');
    expect(await (await begin()).result()).toEqual({
      outcome: 'skipped',
      hosts: [],
      summary: 'blue has no maintenance window now: the next one begins at 2026-12-01T01:00:00.000Z. Nothing was done.',
    });
    expect(harness.journal).toEqual([]);
    expect(harness.paused).toEqual([]);
  });

  it('ends between two hosts when its window does, which counts neither as good nor as bad', async () => {
    const hold = latch();
    harness.behaviours['agents/compute1/step1'] = hold.pass;
    atNight('03:59:57');
    const ends = Date.now() + 3_000;
    const handle = await begin({ hosts: 3 });
    await hold.reached;
    await eventually(async () => Promise.resolve(expect(Date.now()).toBeGreaterThan(ends)));
    hold.open();
    expect(await handle.result()).toEqual({
      outcome: 'stopped',
      hosts: ['compute1'],
      summary:
        'compute1: 0 of 0 pings lost. The maintenance window ended after 1 of 3 hosts. The others come with a later canary.',
    });
    expect(taken()).toEqual(['compute1']);
    expect(harness.ledger.facts.get('canary')).toMatchObject({ open: false, good: 0 });
    expect(harness.paused).toEqual([]);
  });
});

describe('a canary that rehearses', () => {
  it('goes forward as far as it can be undone, and all the way back', async () => {
    expect(await (await rehearsal()).result()).toMatchObject({ outcome: 'good', hosts: [] });
    expect(harness.journal).toContain('agents/compute3/step1');
    expect(harness.journal).not.toContain('open/apis/step1');
    expect(harness.ledger.undos).toEqual([]);
  });

  it('turns back when its window ends', async () => {
    const hold = latch();
    harness.behaviours['images/images/step1'] = hold.pass;
    atNight('03:59:58');
    const handle = await rehearsal();
    await hold.reached;
    const upgrade = harness.env.client.workflow.getHandle('upgrade/blue');
    await eventually(async () =>
      expect(await upgrade.query<Progress>('progress')).toMatchObject({ control: { stop: 'rollBack' } }),
    );
    hold.open();
    expect(await handle.result()).toMatchObject({
      outcome: 'stopped',
      summary: 'The maintenance window ended amid the rehearsal of blue: it is back where it was.',
    });
    expect(harness.ledger.undos).toEqual([]);
    expect(harness.paused).toEqual([]);
  });

  it('leaves a cluster alone on which something was done: the way back would take that with it', async () => {
    const run = { id: 'r0', cluster: 'blue', datacenter: 'dc1' };
    await harness.ledger.recordUndo({ run, step: 'images/images/step1', phase: 'images' }, 'removeThing', {});
    expect(await (await rehearsal()).result()).toMatchObject({
      outcome: 'skipped',
      summary: 'blue is no longer as it was (images/images/step1): nothing was rehearsed.',
    });
    expect(harness.journal).toEqual([]);
  });

  it('pauses its schedule when the rehearsal failed', async () => {
    harness.behaviours['hosts/compute2/step1'] = async () => Promise.reject(harness.failure('PackageMissing', 'nova.'));
    await expect((await rehearsal()).result()).rejects.toMatchObject({ cause: { type: 'PackageMissing' } });
    expect(harness.paused[0]).toContain('blue: The rehearsal failed: ');
    expect(harness.ledger.undos).toEqual([]);
  });
});
