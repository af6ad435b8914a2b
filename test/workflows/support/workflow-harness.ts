import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { failure } from '../../../activities/toolbox/failure';
import { createCentralRunActivities } from '../../../activities/runs/central';
import type { PauseSchedule } from '../../../activities/runs/ensure-schedule-paused';
import { pauseCanarySchedule } from '../../../workers/pause-schedule';
import { createDatacenterRunActivities } from '../../../activities/runs/datacenter';
import { withRecord } from '../../../activities/runs/with-record';
import { readDefinition } from './definitions';
import { partOf } from './plans';
import { wrapFunctions, type Functions } from '../../../activities/toolbox/wrap-functions';
import { withPatience } from '../../../activities/toolbox/patience/with-patience';
import type { Progress } from '../../../model/operator/progress';
import { eventually } from '../../support/eventually';
import type { OutageChoices } from '../../../model/outage/outages';
import type { ClusterDefinition } from '../../../model/cluster';
import { datacenterQueue, ORCHESTRATOR_QUEUE } from '../../../model/names';
import type { Plan } from '../../../model/plan/plan';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';
import { startTemporal } from '../../support/temporal';
import { NO_DATABASES } from '../../support/no-databases';
import { temporaryFolder } from '../../support/temporary-folder';
import { installRuntime, workflowCode, type HarnessOptions, type WorkflowCode } from './runtime';
import { thingActivities, thingUndos, type Behaviour } from './thing-activities';
import { STEPS } from './thing-steps';

/** A dev server, both workers, and dummy steps: what is shown here are order, commands and failures, not effects. */
export class WorkflowHarness {
  readonly ledger = memoryLedger();
  readonly store = memoryStore();
  /** What was done and undone, in order. */
  readonly journal: string[] = [];
  /** What a step does besides being written into the journal, by step id. */
  readonly behaviours: Record<string, Behaviour> = {};
  /** Why a `verifyThing` must not be passed yet, by step id. */
  readonly holds: Record<string, readonly string[]> = {};
  /** For how many milliseconds a `verifyThing` wants to be left alone, once, by step id. */
  readonly soaks: Record<string, number> = {};
  readonly undoBehaviours: Record<string, Behaviour> = {};
  readonly blockers: { type: string; message: string }[] = [];
  readonly paused: string[] = [];
  /** What the verdict of a canary finds to be wrong; a real host shows it in test/activities/canaries. */
  readonly troubles: string[] = [];
  /** The hosts that a verdict looked at. */
  readonly looked: { readonly host: string; readonly since: number }[] = [];
  /** The clock that maintenance windows are read by. */
  now: () => number = Date.now;
  readonly runs = temporaryFolder();
  /** How long outages are waited for: tests do not wait for a quarter of an hour. */
  outageSeconds = 900;
  /** What the cluster's definition says besides. */
  definition: Partial<ClusterDefinition> = {};
  /** What happens while it is read what keeps hosts apart, for the plan. */
  antiAffinity: (() => Promise<unknown>) | null = null;
  /** Why it cannot be read what keeps hosts apart, once for each. */
  readonly antiAffinityFailures: Error[] = [];
  /** Hears how steps fail: nobody else does where their run is gone. */
  stepFailed: ((error: unknown) => void) | null = null;
  /** Whether the ledger's server is away at this moment. */
  ledgerAway: (() => boolean) | null = null;
  plan: Plan = { cluster: 'blue', datacenter: 'dc1', pair: 'liberty-to-stein', phases: [] };
  #inDatacenter: object = {};
  #workers: readonly { readonly worker: Worker; readonly run: Promise<void> }[] = [];

  private constructor(
    readonly env: TestWorkflowEnvironment,
    private readonly code: WorkflowCode & HarnessOptions['worker'],
    private readonly takeSnapshot: HarnessOptions['takeSnapshot'],
  ) {}

  static async start(given: HarnessOptions = {}): Promise<WorkflowHarness> {
    const { metrics, plugins, worker, logger, takeSnapshot, ...options } = given;
    installRuntime(metrics, logger);
    const [env, code] = await Promise.all([startTemporal(options), workflowCode(plugins)]);
    const harness = new WorkflowHarness(env, { ...code, ...worker }, takeSnapshot);
    await harness.serve();
    return harness;
  }

  /** Forgets what the last test left. */
  reset(): void {
    this.ledger.clear();
    this.outageSeconds = 900;
    this.ledgerAway = null;
    this.definition = {};
    this.stepFailed = null;
    this.antiAffinity = null;
    this.now = Date.now;
    const lists = [this.journal, this.blockers, this.paused, this.troubles, this.looked, this.antiAffinityFailures];
    for (const list of lists) list.length = 0;
    for (const table of [this.behaviours, this.undoBehaviours, this.holds, this.soaks])
      for (const key of Object.keys(table)) delete table[key];
  }

  private async serve(): Promise<void> {
    const deps = {
      readDefinition: async (cluster: string) => ({
        ...(await readDefinition(cluster)),
        ...this.definition,
        outages: this.outages(),
      }),
      releasePair: () => undefined,
      ...NO_DATABASES,
      store: this.store,
      ledger: async () => (this.ledgerAway?.() ? Promise.reject(LEDGER_AWAY) : Promise.resolve(this.ledger)),
      machine: async () => Promise.reject(new Error('no machine here')),
    };
    const pause: PauseSchedule = async (cluster, note) => {
      this.paused.push(`${cluster}: ${note}`);
      return pauseCanarySchedule(cluster, note);
    };
    const central = createCentralRunActivities(deps, pause, () => this.now());
    const ofRun = createDatacenterRunActivities(deps, {
      ...(this.takeSnapshot && { takeSnapshot: this.takeSnapshot }),
      plan: (_, options) => partOf(this.plan, options),
      readAntiAffinity: async () => {
        await this.antiAffinity?.();
        const failed = this.antiAffinityFailures.shift();
        return failed === undefined ? Promise.resolve({ groups: [] }) : Promise.reject(failed);
      },
      readTrials: async () => Promise.resolve([]),
      undos: thingUndos(this),
      readHealth: async (_, turns) => {
        this.looked.push(...turns);
        return Promise.resolve({ apis: this.troubles, hosts: [] });
      },
      report,
      runsFolder: this.runs,
    });
    const activities = withPatience(
      deps,
      { ...ofRun, ...this.told(withRecord(deps, STEPS, thingActivities(this))) },
      { pause: PAUSE },
    );
    const { nativeConnection: connection } = this.env;
    const { workflowBundle: _, workflowsPath: __, ...ofWorker } = this.code;
    const common = { connection, ...this.code };
    const workers = [
      await Worker.create({ ...common, taskQueue: ORCHESTRATOR_QUEUE, activities: central }),
      await Worker.create({ connection, taskQueue: datacenterQueue('dc1'), ...ofWorker, activities }),
    ];
    this.#workers = workers.map((worker) => ({ worker, run: worker.run() }));
    this.#inDatacenter = activities;
  }

  /** Serves another datacenter as well: that of clusters whose names end with it, such as `red-dc3`. Returns how to stop that. */
  async serveDatacenter(datacenter: string): Promise<() => Promise<void>> {
    const worker = await Worker.create({
      connection: this.env.nativeConnection,
      taskQueue: datacenterQueue(datacenter),
      activities: this.#inDatacenter,
    });
    const own = { worker, run: worker.run() };
    this.#workers = [...this.#workers, own];
    return async () => {
      this.#workers = this.#workers.filter((one) => one !== own);
      worker.shutdown();
      await own.run;
    };
  }

  private told<T extends Functions>(steps: T): T {
    return wrapFunctions(steps, (_, call) => async (...given) => {
      try {
        return await call(...given);
      } catch (error) {
        this.stepFailed?.(error);
        throw error;
      }
    });
  }

  private outages(): OutageChoices {
    const seconds = this.outageSeconds;
    return { databaseSeconds: seconds, apiSeconds: seconds, hostSeconds: seconds };
  }

  /** Starts a workflow as an operator does, by its name. */
  async begin(type: string, input: Record<string, unknown>, workflowId = `upgrade/${String(input['cluster'])}`) {
    return this.env.client.workflow.start(type, { taskQueue: ORCHESTRATOR_QUEUE, workflowId, args: [input] });
  }

  /** Waits until a run waits for this. */
  async untilWaiting(handle: WorkflowHandle, kind: 'approval' | 'decision' | 'host'): Promise<void> {
    await eventually(async () => {
      const { waiting } = await handle.query<Progress>('progress');
      if (waiting?.for !== kind) throw new Error(`It waits for ${waiting?.for ?? 'nothing'}, not for ${kind}.`);
    });
  }

  readonly failure = failure;

  /** An id that no other test uses. */
  unique(prefix: string): string {
    return `${prefix}-${randomUUID().slice(0, 8)}`;
  }

  async stop(): Promise<void> {
    for (const { worker } of this.#workers) worker.shutdown();
    await Promise.all(this.#workers.map(({ run }) => run));
    await this.env.teardown();
  }
}

/** Between two attempts in an outage: a test does not wait as a run does. */
const PAUSE = '20 ms';

const LEDGER_AWAY = failure('DatabaseUnreachable', "The ledger's server does not answer.");

function report(facts: unknown): { json: string; html: string } {
  return { json: JSON.stringify(facts), html: '<p>report</p>' };
}
