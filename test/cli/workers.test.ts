import { printWorkers } from '../../cli/print/print-workers';
import { type QueueWorkers, readWorkers } from '../../cli/read/workers';
import { eventually } from '../support/eventually';
import { stackleap } from '../support/stackleap';
import { phase, planOf, track } from '../workflows/support/plans';
import { startForCli, stopForCli } from '../workflows/support/cli-harness';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';

const MINUTE_MS = 60_000;
let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await startForCli();
});
afterAll(() => stopForCli(harness));
beforeEach(() => harness.reset());
afterEach(() => jest.restoreAllMocks());

async function read(datacenter: string, now?: () => number): Promise<QueueWorkers | undefined> {
  const workers = await readWorkers(harness.env.client, [datacenter], now);
  return workers.find((one) => one.datacenter === datacenter);
}

test('workers that run are seen on each queue, and nothing is said of them', async () => {
  const lastSeen = expect.any(String) as string;
  await eventually(async () => {
    const workers = await readWorkers(harness.env.client, ['dc1', 'dc1']);
    expect(workers).toEqual([
      { queue: 'stackleap', kind: 'workflow', datacenter: null, pollers: 1, lastSeen },
      { queue: 'stackleap', kind: 'activity', datacenter: null, pollers: 1, lastSeen },
      { queue: 'stackleap.dc1', kind: 'activity', datacenter: 'dc1', pollers: 1, lastSeen },
    ]);
    expect(printWorkers(workers)).toBe('');
  });
});

test('a worker that is lost amid a run is said by `status` once it was not seen for a minute', async () => {
  const stop = await harness.serveDatacenter('dc3');
  harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 1, 'verifyThing')]));
  harness.behaviours['freeze/apis/step1'] = async () => Promise.reject(harness.failure('CheckFailed', 'No.'));
  const handle = await harness.begin('upgradeCluster', { cluster: 'red-dc3', phases: ['freeze'], approval: 'auto' });
  await harness.untilWaiting(handle, 'decision');
  await stop();

  const { lastSeen } = (await read('dc3')) ?? {};
  const seen = Date.parse(lastSeen ?? '');
  expect(Date.now() - seen).toBeLessThan(MINUTE_MS);
  // Temporal lists it for minutes: only the time tells.
  expect(await read('dc3', () => seen + MINUTE_MS)).toMatchObject({ pollers: 1 });
  expect(await read('dc3', () => seen + MINUTE_MS + 1)).toMatchObject({ pollers: 0, lastSeen });

  jest.spyOn(Date, 'now').mockReturnValue(seen + 2 * MINUTE_MS);
  expect(await stackleap('status', 'red-dc3')).toContain(
    `No worker of the datacenter dc3 takes activity tasks from the queue stackleap.dc3: the last was seen at ${lastSeen}. ` +
      'Start one: stackleap worker datacenter --datacenter dc3\n',
  );
  expect(JSON.parse(await stackleap('status', 'red-dc3', '--json'))).toMatchObject({
    workers: [{ queue: 'stackleap' }, { queue: 'stackleap' }, { queue: 'stackleap.dc3', pollers: 0, lastSeen }],
  });
  jest.restoreAllMocks();

  await harness.serveDatacenter('dc3');
  await eventually(async () => expect(await read('dc3', () => seen + MINUTE_MS + 1)).toMatchObject({ pollers: 1 }));
  await handle.terminate();
  expect(JSON.parse(await stackleap('status', 'red-dc3', '--json'))).toMatchObject({ workers: [] });
});

test('both kinds of tasks of the orchestrator are one line, and a datacenter that was never served is said as well', () => {
  const nobody = { queue: 'stackleap', datacenter: null, pollers: 0 } as const;
  expect(
    printWorkers([
      { ...nobody, kind: 'workflow', lastSeen: '2026-12-01T00:00:01.000Z' },
      { ...nobody, kind: 'activity', lastSeen: null },
      { ...nobody, kind: 'activity', queue: 'stackleap.east', datacenter: 'east', lastSeen: null },
    ]),
  ).toBe(
    'No worker of the orchestrator takes workflow tasks and activity tasks from the queue stackleap: ' +
      'the last was seen at 2026-12-01T00:00:01.000Z. Start one: stackleap worker orchestrator\n' +
      'No worker of the datacenter east takes activity tasks from the queue stackleap.east: Temporal knows of none. ' +
      'Start one: stackleap worker datacenter --datacenter east',
  );
});
