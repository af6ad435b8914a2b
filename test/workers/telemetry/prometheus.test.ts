import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Runtime } from '@temporalio/worker';
import { projectRoot } from '../../../config/project-root';
import { ensurePrerequisites } from '../../../lab/prerequisites/ensure';
import { METRIC_LABELS, METRICS } from '../../../model/telemetry/metrics';
import { gaugesBy } from '../../../workers/telemetry/gauges';
import { watchRuns } from '../../../workers/telemetry/watch-runs';
import { eventually } from '../../support/eventually';
import { alertNames, freePort, Prometheus } from '../../support/prometheus';
import { temporaryFolder } from '../../support/temporary-folder';
import { phase, planOf, track } from '../../workflows/support/plans';
import { WorkflowHarness } from '../../workflows/support/workflow-harness';

const RULES = join(projectRoot(), 'observability', 'alerts.yml');
/** What the SDK adds to the labels of an activity's metrics: none of it grows with a cluster. */
const SDK_LABELS = ['activity_type', 'activityType', 'namespace', 'service_name', 'task_queue', 'taskQueue'];

let harness: WorkflowHarness;
let prometheus: Prometheus;
let address: string;
let stop: () => void;

beforeAll(async () => {
  await ensurePrerequisites(['prometheus']);
  address = `127.0.0.1:${await freePort()}`;
  harness = await WorkflowHarness.start({ metrics: address });
  stop = watchRuns(harness.env.client, gaugesBy(Runtime.instance().metricMeter), 500);
  prometheus = await Prometheus.start(address);
});
afterAll(async () => {
  stop();
  await prometheus.stop();
  await harness.stop();
});
beforeEach(() => harness.reset());

/** A roll-out over so many hosts in which each host's undo and a check fail, and the ledger is away for a while. */
async function failEverywhere(hosts: number): Promise<void> {
  const names = Array.from({ length: hosts }, (_, i) => `compute${i + 1}`);
  harness.plan = planOf(
    phase(
      'hosts',
      names.map((name) => track('hosts', name, 1)),
    ),
    phase('verify', [track('verify', 'checks', 1, 'verifyThing')]),
  );
  const no = async () => Promise.reject(harness.failure('HostAuthentication', 'The key was refused.'));
  let away = 2;
  harness.behaviours['verify/checks/step1'] = async () =>
    Promise.reject(
      away-- > 0 ? harness.failure('DatabaseUnreachable', 'Gone.') : harness.failure('CheckFailed', 'No.'),
    );
  for (const name of names) harness.undoBehaviours[`hosts/${name}/step1`] = no;
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto', onFailure: 'ask' });
  await harness.untilWaiting(handle, 'decision');
  await eventually(async () =>
    expect(await prometheus.query('stackleap_run{state="decision",cluster="blue"} == 1')).toHaveLength(1),
  );
  await handle.executeUpdate('rollBack', { args: [{ by: 'ada' }] });
  await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'UndoFailed' } });
}

/** Our own series as the worker shows them, without their values. */
async function ownSeries(): Promise<readonly string[]> {
  const text = await (await fetch(`http://${address}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith('stackleap_'))
    .map((line) => line.replace(/ \S+$/, ''))
    .toSorted();
}

test('Prometheus reads the metrics of the SDK and of the product from one address, and alerts', async () => {
  await failEverywhere(2);
  expect((await prometheus.rules()).toSorted()).toEqual(alertNames().toSorted());
  const alerts = await eventually(async () => {
    const firing = await prometheus.firing();
    expect(firing.map(({ labels }) => labels['alertname'])).toContain('StackleapUndoFailed');
    return firing;
  });
  expect(alerts.find(({ labels }) => labels['alertname'] === 'StackleapUndoFailed')).toMatchObject({
    labels: { cluster: 'blue', phase: 'hosts', severity: 'critical' },
    annotations: { summary: 'A step of hosts of blue could not be undone.' },
  });
  expect(await prometheus.query('sum by (outage) (stackleap_outage_attempts_total)')).toEqual([
    { labels: { outage: 'database' }, value: 2 },
  ]);
  expect((await prometheus.query('temporal_activity_execution_failed')).length).toBeGreaterThan(0);
  await eventually(async () =>
    expect(await prometheus.query('sum(stackleap_run)')).toEqual([{ labels: {}, value: 0 }]),
  );
});

test('a cluster of twelve hosts has the same series as one of two: no label grows with it', async () => {
  const few = await ownSeries();
  harness.reset();
  await failEverywhere(12);
  const many = await ownSeries();
  expect(many).toEqual(few);
  const labels = new Set(many.flatMap((line) => [...line.matchAll(/(\w+)="/g)].map(([, label]) => label)));
  expect([...labels].filter((label) => ![...METRIC_LABELS, ...SDK_LABELS].includes(label ?? ''))).toEqual([]);
  expect(many.filter((line) => line.includes('compute1'))).toEqual([]);
});

test('alerts fire as late as they are to, and not where all is well', () => {
  const cases = readFileSync(join(projectRoot(), 'test/observability/alerts.test.yml'), 'utf8');
  const file = join(temporaryFolder(), 'alerts.test.yml');
  writeFileSync(file, cases.replace('RULES', RULES));
  expect(spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' })).toMatchObject({ status: 0 });
});

test('the example of a configuration is one', () => {
  const file = join(projectRoot(), 'observability/prometheus.yml');
  expect(spawnSync('promtool', ['check', 'config', file], { encoding: 'utf8' })).toMatchObject({ status: 0 });
});

test('rules and dashboard name metrics that there are', () => {
  const files = ['alerts.yml', 'dashboard.json'].map((name) =>
    readFileSync(join(projectRoot(), 'observability', name), 'utf8'),
  );
  const named = new Set(files.flatMap((text) => [...text.matchAll(/\bstackleap_\w+/g)].map(([name]) => name)));
  expect([...named].toSorted()).toEqual(Object.keys(METRICS).toSorted());
});
