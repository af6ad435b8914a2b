import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { createStore } from '../../connectors/store/store';
import type { ClusterDefinition } from '../../model/cluster';
import { ORCHESTRATOR_QUEUE, upgradeWorkflowId } from '../../model/names';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import { createDependencies } from '../../workers/dependencies';
import { withMemory } from '../copy/memory';
import { CLUSTER, fleetDefinition } from './definition';
import { readHistories } from './histories';
import { planSeconds } from './planning';
import { round, secondsOf } from './seconds';
import type { Stage } from './stage';
import { startWorkers } from './workers';

/** Seconds to one decimal. */
export interface MeasuredFleet {
  readonly hosts: number;
  /** Forward, with one batch that fails once and is resumed. */
  readonly seconds: number;
  readonly planSeconds: number;
  readonly rollbackSeconds: number;
  /** Events of the longest history, forward and back. */
  readonly maxHistoryEvents: number;
  readonly histories: number;
  /** Of this process: both workers, and the bench. */
  readonly workerRssMb: number;
  /** Of both workers, forward and back, for each host. */
  readonly cpuSecondsPerHost: number;
}

const LOOK_MS = 200;

/** Takes so many hosts through the real workflows: forward with one failure in `hosts`, and all the way back. */
export async function measureFleet(stage: Stage, hosts: number): Promise<MeasuredFleet> {
  const definition = await fleetDefinition(hosts, stage.server);
  const { deps: real, close } = createDependencies(definition.datacenter);
  const deps = {
    ...real,
    readDefinition: async () => Promise.resolve(definition),
    store: createStore(join(stage.folder, String(hosts)), definition.datacenter),
  };
  const planned = planSeconds(definition);
  const { nativeConnection: connection, client } = stage.temporal;
  const { workflowBundle, folder } = stage;
  const { datacenter } = definition;
  const stop = await startWorkers({
    connection,
    workflowBundle,
    deps,
    datacenter,
    folder,
    fails: failOnce(definition),
  });
  const begin = (type: string, more: object): Promise<WorkflowHandle> =>
    client.workflow.start(type, {
      ...{ taskQueue: ORCHESTRATOR_QUEUE, workflowId: upgradeWorkflowId(CLUSTER) },
      args: [{ cluster: CLUSTER, ...more }],
    });
  try {
    const before = process.cpuUsage();
    const { result, maxRssMb } = await withMemory(async () => {
      const forward = await secondsOf(async () => {
        const handle = await begin('upgradeCluster', { approval: 'auto' });
        await untilAsked(handle);
        await handle.signal('resume', { by: 'bench' });
        await handle.result();
      });
      const back = await secondsOf(async () => (await begin('rollBackCluster', {})).result());
      return { seconds: round(forward), rollbackSeconds: round(back) };
    });
    const { user, system } = process.cpuUsage(before);
    return {
      hosts,
      ...result,
      planSeconds: planned,
      ...(await readHistories(client.workflow, CLUSTER)),
      workerRssMb: maxRssMb,
      cpuSecondsPerHost: round((user + system) / 1e6 / hosts, 100),
    };
  } finally {
    await stop();
    await close();
  }
}

/** The last host of the first batch fails once, when others of its batch are through. */
function failOnce({ hypervisors, rollout }: ClusterDefinition): (step: string) => boolean {
  const host = hypervisors[Math.min(rollout.hostsPerBatch, hypervisors.length) - 1] ?? '';
  let failed = false;
  return (step) => {
    if (failed || step !== `hosts/${host}/configuration`) return false;
    failed = true;
    return true;
  };
}

/** Resolves when the run asks what to do; rejects when it ends before. */
async function untilAsked(handle: WorkflowHandle): Promise<void> {
  for (;;) {
    const { status, searchAttributes } = await handle.describe();
    if (searchAttributes[SEARCH_ATTRIBUTES.outcome]?.[0] === 'waiting') return;
    if (status.name !== 'RUNNING') throw new Error(`The run is ${status.name} before a batch has failed.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
