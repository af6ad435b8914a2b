import { join } from 'node:path';
import { Worker, type NativeConnection, type WorkflowBundle } from '@temporalio/worker';
import { createCentralRunActivities } from '../../activities/runs/central';
import { createDatacenterRunActivities } from '../../activities/runs/datacenter';
import { withRecord } from '../../activities/runs/with-record';
import { STEPS } from '../../activities/steps/list';
import { withPatience } from '../../activities/toolbox/patience/with-patience';
import { withFailures } from '../../activities/toolbox/with-failures';
import type { Dependencies } from '../../activities/dependencies';
import { datacenterQueue, ORCHESTRATOR_QUEUE } from '../../model/names';
import { planUpgrade } from '../../plan/upgrade';
import { buildReport } from '../../report/build';
import { renderReport } from '../../report/render';
import { standInSteps, standInUndos, type Fails } from './stand-ins';

/** As the real workers have them: steps at once, and workflows that are kept in memory. */
const STEPS_AT_ONCE = 100;
const CACHED_WORKFLOWS = 200;

interface Parts {
  readonly connection: NativeConnection;
  readonly workflowBundle: WorkflowBundle;
  readonly deps: Dependencies;
  readonly datacenter: string;
  readonly folder: string;
  readonly fails: Fails;
}

/** Runs both workers in this process: everything is real but what steps and their undos do. Returns how to stop them. */
export async function startWorkers(parts: Parts): Promise<() => Promise<void>> {
  const { connection, workflowBundle, deps, datacenter, folder, fails } = parts;
  const ofRun = createDatacenterRunActivities(deps, {
    plan: planUpgrade,
    readAntiAffinity: async () => Promise.resolve({ groups: [] }),
    readTrials: async () => Promise.resolve([]),
    undos: standInUndos(),
    readHealth: async () => Promise.resolve({ apis: [], hosts: [] }),
    report: (input) => {
      const report = buildReport(input);
      return { json: JSON.stringify(report), html: renderReport(report) };
    },
    runsFolder: join(folder, 'runs'),
  });
  const activities = { ...withRecord(deps, STEPS, standInSteps(deps, fails)), ...ofRun };
  const central = createCentralRunActivities(deps, async () => Promise.resolve(true));
  const workers = [
    await Worker.create({
      ...{ connection, workflowBundle, taskQueue: ORCHESTRATOR_QUEUE, maxCachedWorkflows: CACHED_WORKFLOWS },
      activities: withFailures(central),
    }),
    await Worker.create({
      ...{ connection, taskQueue: datacenterQueue(datacenter), maxConcurrentActivityTaskExecutions: STEPS_AT_ONCE },
      activities: withPatience(deps, withFailures(activities)),
    }),
  ];
  const runs = workers.map((worker) => worker.run());
  return async () => {
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  };
}
