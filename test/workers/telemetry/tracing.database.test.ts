import type { RemoteMachine } from '../../../model/remote-command';
import { KnownSecrets } from '../../../workers/telemetry/known-secrets';
import { startTracing, type Tracing } from '../../../workers/telemetry/tracing';
import type { Database } from '../../../connectors/mysql/database';
import { startCollector, type Collector, type Span } from '../../support/collector';
import { openSite, type Site } from '../../support/openssh/site';
import { openScratchDatabase } from '../../support/scratch-server';
import { WorkflowHarness } from '../../workflows/support/workflow-harness';
import { phase, planOf, track } from '../../workflows/support/plans';

const SECRET = 'a-password-of-nova';
const TEXT = 'what a tenant has called his server';

let collector: Collector;
let tracing: Tracing;
let harness: WorkflowHarness;
let site: Site;
let machine: RemoteMachine;
let database: Database;

beforeAll(async () => {
  collector = await startCollector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  process.env['OTEL_RESOURCE_ATTRIBUTES'] = 'deployment.environment=test';
  const secrets = new KnownSecrets();
  secrets.add(SECRET);
  const started = startTracing('orchestrator', process.env, secrets);
  if (started === undefined) throw new Error('Tracing is off.');
  tracing = started;
  harness = await WorkflowHarness.start({ plugins: [tracing.plugin] });
  site = await openSite();
  machine = await site.machine(await site.start());
  database = await openScratchDatabase();
});
afterAll(async () => {
  for (const name of ['ENDPOINT', 'ATTRIBUTES']) delete process.env[`OTEL_EXPORTER_OTLP_${name}`];
  delete process.env['OTEL_RESOURCE_ATTRIBUTES'];
  await Promise.all([database.close(), site.close(), harness.stop()]);
  await collector.stop();
});

/** The span's name and those above it, the workflow's last. */
function pathOf(span: Span | undefined): readonly string[] {
  if (span === undefined) return [];
  return [span.name, ...pathOf(collector.spans.find(({ spanId }) => spanId === span.parentSpanId))];
}

test('a trace leads from the workflow to the SSH command and the SQL statement, and holds no secret', async () => {
  harness.plan = planOf(
    phase('hosts', [track('hosts', 'compute1', 1)], { workflow: 'upgradeHostBatch' }),
    phase('verify', [track('verify', 'checks', 1, 'verifyThing')]),
  );
  harness.behaviours['hosts/compute1/step1'] = async () => {
    await machine.run(['echo', TEXT], { input: TEXT });
    await database.rows('SELECT ? AS name', [TEXT]);
  };
  harness.behaviours['verify/checks/step1'] = async () =>
    Promise.reject(harness.failure('CheckFailed', `mysql://nova:${SECRET}@10.0.0.1 said no.`));
  const handle = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto', onFailure: 'hold' });
  await expect(handle.result()).rejects.toMatchObject({ name: 'WorkflowFailedError' });
  await tracing.end();

  const named = (name: string) => collector.spans.find((span) => span.name === name);
  const above = [
    'RunActivity:ensureThing',
    'StartActivity:ensureThing',
    'RunWorkflow:upgradeHostBatch',
    'StartChildWorkflow:upgradeHostBatch',
  ];
  for (const name of ['ssh echo', 'sql SELECT'])
    expect(pathOf(named(name))).toEqual([name, ...above, ...pathOf(named('RunWorkflow:upgradeHosts'))]);
  expect(pathOf(named('ssh echo')).at(-1)).toBe('RunWorkflow:upgradeCluster');
  expect(named('ssh echo')?.attributes).toEqual({ 'host.name': 'compute1' });
  expect(named('sql SELECT')?.attributes).toMatchObject({ 'db.system': 'mysql' });
  expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(collector.text()).toContain('said no');
  expect(collector.text()).toContain('deployment.environment');
  for (const hidden of [SECRET, TEXT]) expect(collector.text()).not.toContain(hidden);
});
