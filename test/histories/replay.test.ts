import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleWorkflows } from '../support/workflow-bundle';
import { WorkflowHarness } from '../workflows/support/workflow-harness';
import { wholePlan } from '../workflows/support/plans';
import { SCENARIOS } from './scenarios';

const FOLDER = join(__dirname, 'recorded');

/**
 * `RECORD_HISTORIES=1 npx jest test/histories` records the scenarios that have no folder yet. Those that have one were recorded by older
 * code: that they still replay is what is tested.
 */
async function record(): Promise<void> {
  const harness = await WorkflowHarness.start();
  for (const [name, play] of Object.entries(SCENARIOS)) {
    if (existsSync(join(FOLDER, name))) continue;
    harness.reset();
    harness.plan = wholePlan();
    for (const [type, handle] of Object.entries(await play(harness))) {
      mkdirSync(join(FOLDER, name), { recursive: true });
      writeFileSync(join(FOLDER, name, `${type}.json`), historyToJSON(await handle.fetchHistory()));
    }
  }
  await harness.stop();
}

function recordings(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort();
}

interface Recorded {
  readonly events: readonly [
    {
      readonly workflowExecutionStartedEventAttributes: {
        readonly workflowId: string;
        readonly workflowType: { readonly name: string };
        readonly continuedExecutionRunId?: string;
      };
    },
  ];
}

function read(file: string): Recorded {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded;
}

/** Our workflows look at their own id, which the SDK does not take from the history. */
function replay(workflowBundle: WorkflowBundle, history: Recorded): Promise<void> {
  const { workflowId } = history.events[0].workflowExecutionStartedEventAttributes;
  return Worker.runReplayHistory({ workflowBundle }, history, workflowId);
}

describe('runs that began before this code', () => {
  let workflowBundle: WorkflowBundle;
  beforeAll(async () => {
    if (process.env['RECORD_HISTORIES'] === '1') await record();
    else Runtime.install({ logger: new DefaultLogger('ERROR') });
    workflowBundle = await bundleWorkflows();
  });

  it('go on: every recorded history replays', async () => {
    expect(recordings()).toHaveLength(25);
    for (const file of recordings()) await replay(workflowBundle, read(file));
  });

  it('are what their names say', () => {
    const started = recordings().map((file) => read(file).events[0].workflowExecutionStartedEventAttributes);
    expect(started.map(({ workflowType }) => workflowType.name)).toEqual(
      recordings().map((file) => basename(file, '.json')),
    );
    expect(read('renewed/upgradeCluster.json').events[0].workflowExecutionStartedEventAttributes).toMatchObject({
      continuedExecutionRunId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(Object.keys(SCENARIOS).sort()).toEqual([...new Set(recordings().map((file) => dirname(file)))].sort());
  });

  it('would be stopped by a change that they cannot follow', async () => {
    const changed = JSON.parse(
      JSON.stringify(read('upgraded/restartAgent.json')).replaceAll('"readPlanLanes"', '"readPlanLines"'),
    ) as Recorded;
    await expect(replay(workflowBundle, changed)).rejects.toThrow(DeterminismViolationError);
  });
});
