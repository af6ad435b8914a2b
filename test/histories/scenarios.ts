import type { WorkflowHandle } from '@temporalio/client';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';
import { WEEKDAYS } from '../../model/canary/choices';
import type { Group, GroupWorkflow, PlannedPhase } from '../../model/plan/plan';
import { definitionOf } from '../support/definition';
import { eventually } from '../support/eventually';
import { latch } from '../workflows/support/latch';
import { phase, planOf, track, wholePlan } from '../workflows/support/plans';

type Recorded = Readonly<Record<string, WorkflowHandle>>;

/** One run and no later one under the same id. */
function runOf(harness: WorkflowHarness, workflowId: string, runId: string): WorkflowHandle {
  return harness.env.client.workflow.getHandle(workflowId, runId);
}

/** The run that is the last one under its id now. */
async function lastRunOf(harness: WorkflowHarness, workflowId: string): Promise<WorkflowHandle> {
  const { runId } = await harness.env.client.workflow.getHandle(workflowId).describe();
  return runOf(harness, workflowId, runId);
}

/** The cluster's canaries have a window, which is open, and soak for a minute. */
function openWindow(harness: WorkflowHarness): void {
  const windows = [{ days: [...WEEKDAYS], from: '00:00', until: '23:59' }];
  harness.definition = {
    canary: { windows, timeZone: 'UTC', soakMinutes: 1, sizes: [1], order: 'listed', logErrors: 0 },
  };
  harness.now = () => Date.parse('2026-11-30T12:00:00Z');
}

/** A canary, what stands behind it, and another host, in both phases. */
function behindCanaries(): readonly PlannedPhase[] {
  return (['hosts', 'agents'] as const).map((name) => {
    const group = (lane: string, workflow: GroupWorkflow, activity?: string): Group => ({
      ...{ name: lane, workflow, atOnce: 1 },
      lanes: [track(name, lane, 1, activity)],
    });
    const ofHost = name === 'hosts' ? 'upgradeHostBatch' : 'restartAgent';
    const between: Group = { ...group('canaries', 'inline', 'verifyThing'), canaries: true };
    return { name, groups: [group('compute1', ofHost), between, group('compute2', ofHost)] };
  });
}

/** What a release must still be able to go on with: each ends with the workflows whose histories are kept, by their type. */
export const SCENARIOS: Readonly<Record<string, (harness: WorkflowHarness) => Promise<Recorded>>> = {
  /** Paused, resumed, approved, through: with all kinds of children. */
  upgraded: async (harness) => {
    const hold = latch();
    harness.behaviours['images/images/step1'] = hold.pass;
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await hold.reached;
    await upgrade.signal('pause', { by: 'ada' });
    hold.open();
    await upgrade.executeUpdate('resume', { args: [{}] });
    for (const gate of ['open', 'finalize']) await upgrade.signal('approve', { gate, by: 'ada' });
    await upgrade.result();
    const child = (id: string): Promise<WorkflowHandle> => lastRunOf(harness, `upgrade/blue/${id}`);
    return {
      upgradeCluster: upgrade,
      alignDatabases: await child('images/all'),
      recreateNetwork: await child('network/all'),
      upgradeHosts: await child('hosts'),
      upgradeHostBatch: await child('hosts/all'),
      restartAgents: await child('agents'),
      restartAgent: await child('agent/compute1'),
    };
  },

  /** A step fails in a child, everything is undone. */
  'rolled-back': async (harness) => {
    harness.behaviours['hosts/compute2/step1'] = async () => Promise.reject(harness.failure('PackageMissing', 'nova.'));
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await upgrade.result().catch(() => undefined);
    return { upgradeCluster: upgrade, upgradeHostBatch: await lastRunOf(harness, 'upgrade/blue/hosts/all') };
  },

  /** Held, then rolled back from the ledger. */
  held: async (harness) => {
    harness.behaviours['freeze/apis/step1'] = async () => Promise.reject(harness.failure('RowsDiffer', 'No.'));
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' });
    await upgrade.result().catch(() => undefined);
    const back = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await back.result();
    return {
      upgradeCluster: runOf(harness, 'upgrade/blue', upgrade.firstExecutionRunId),
      rollBackCluster: runOf(harness, 'upgrade/blue', back.firstExecutionRunId),
    };
  },

  /** The next host of an aligned cluster. */
  canary: async (harness) => {
    for (const { name, groups } of wholePlan().phases)
      if (name === 'images' || name === 'network')
        for (const { steps } of groups.flatMap(({ lanes }) => lanes))
          for (const { id } of steps) harness.ledger.done.set(id, { changed: true, summary: '' });
    const canary = await harness.begin('canaryUpgrade', { cluster: 'blue' }, 'canary/blue');
    await canary.result();
    return { canaryUpgrade: canary };
  },

  /** Two hosts by name, one after the other, within a window; left alone for a minute, then judged. */
  'canary-judged': async (harness) => {
    harness.plan = planOf(
      phase(
        'hosts',
        ['compute1', 'compute2'].map((host) => track('hosts', host, 1)),
      ),
      phase(
        'agents',
        ['compute1', 'compute2'].map((host) => track('agents', host, 1)),
      ),
    );
    openWindow(harness);
    const hosts = ['compute2', 'compute1'];
    const canary = await harness.begin('canaryUpgrade', { cluster: 'blue', hosts }, 'canary/blue');
    await canary.result();
    return { canaryUpgrade: canary };
  },

  /** Canaries in `hosts` and in `agents` soak, are judged, and are approved each time. */
  'canaries-soaked': async (harness) => {
    const { rollout } = definitionOf('blue');
    harness.definition = { approvals: [{ gate: 'canaries' }], rollout: { ...rollout, canaries: ['compute1'] } };
    harness.plan = planOf(...behindCanaries());
    for (const name of ['hosts', 'agents']) harness.soaks[`${name}/canaries/step1`] = 1_000;
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue' });
    for (const name of ['hosts', 'agents']) {
      await eventually(async () => Promise.resolve(expect(harness.journal).toContain(`${name}/canaries/step1`)));
      await harness.untilWaiting(upgrade, 'approval');
      await upgrade.signal('approve', { gate: 'canaries', by: 'ada' });
    }
    await upgrade.result();
    return {
      upgradeCluster: upgrade,
      upgradeHosts: await lastRunOf(harness, 'upgrade/blue/hosts'),
      restartAgents: await lastRunOf(harness, 'upgrade/blue/agents'),
    };
  },

  /** A rehearsal on a schedule, whose window would end later. */
  'canary-rehearsed': async (harness) => {
    harness.plan = planOf(phase('images', [track('images', 'images', 1)]), phase('open', [track('open', 'apis', 1)]));
    openWindow(harness);
    const canary = await harness.begin('canaryUpgrade', { cluster: 'blue', mode: 'rehearsal' }, 'canary/blue');
    await canary.result();
    return { canaryUpgrade: canary };
  },

  /** A history that was renewed between two phases: what the next one goes on from. */
  renewed: async (harness) => {
    harness.plan = planOf(phase('compute', [track('compute', 'many', 350)]), phase('open', [track('open', 'apis', 1)]));
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', approval: 'auto' });
    await upgrade.result();
    return { upgradeCluster: await lastRunOf(harness, 'upgrade/blue') };
  },

  /** A host that is not ready is held, looked at again, and goes on; a long step comes back slice by slice. */
  'host-held': async (harness) => {
    harness.plan = planOf(
      phase('images', [track('images', 'images', 1)], { workflow: 'alignDatabases' }),
      phase('hosts', [track('hosts', 'compute1', 2, 'verifyThing')], { workflow: 'upgradeHostBatch' }),
    );
    const slices = [10, 20];
    harness.behaviours['images/images/step1'] = async () => {
      const done = slices.shift();
      return Promise.resolve(done === undefined ? undefined : { done, total: 30, text: `${done} of 30 rows` });
    };
    const looked = latch();
    harness.holds['hosts/compute1/step1'] = ['RabbitMQ does not answer'];
    harness.behaviours['hosts/compute1/step1'] = looked.pass;
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue' });
    await looked.reached;
    looked.open();
    delete harness.behaviours['hosts/compute1/step1'];
    await harness.untilWaiting(upgrade, 'host');
    delete harness.holds['hosts/compute1/step1'];
    await upgrade.signal('retryHost', { host: 'compute1', by: 'ada', why: 'the broker is back' });
    await upgrade.result();
    return {
      upgradeCluster: upgrade,
      alignDatabases: await lastRunOf(harness, 'upgrade/blue/images/all'),
      upgradeHostBatch: await lastRunOf(harness, 'upgrade/blue/hosts/all'),
    };
  },

  /** Cancelled in a child, rolled back for that. */
  cancelled: async (harness) => {
    const hold = latch();
    harness.behaviours['hosts/compute1/step1'] = hold.pass;
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await hold.reached;
    await upgrade.cancel();
    hold.open();
    await upgrade.result().catch(() => undefined);
    return { upgradeCluster: upgrade, upgradeHostBatch: await lastRunOf(harness, 'upgrade/blue/hosts/all') };
  },

  /** A roll-back that is stopped between two undos. */
  'stopped-on-the-way-back': async (harness) => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 3)]));
    await (await harness.begin('upgradeCluster', { cluster: 'blue' })).result();
    const first = latch();
    harness.undoBehaviours['freeze/apis/step3'] = first.pass;
    const stopped = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await first.reached;
    await stopped.executeUpdate('abort', { args: [{ by: 'ada' }] });
    first.open();
    await stopped.result().catch(() => undefined);
    return { rollBackCluster: runOf(harness, 'upgrade/blue', stopped.firstExecutionRunId) };
  },

  /** A roll-back that is cancelled amid an undo. */
  'cancelled-on-the-way-back': async (harness) => {
    harness.plan = planOf(phase('freeze', [track('freeze', 'apis', 2)]));
    await (await harness.begin('upgradeCluster', { cluster: 'blue' })).result();
    const hold = latch();
    harness.undoBehaviours['freeze/apis/step2'] = hold.pass;
    const back = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await hold.reached;
    await back.cancel();
    hold.open();
    await back.result().catch(() => undefined);
    return { rollBackCluster: runOf(harness, 'upgrade/blue', back.firstExecutionRunId) };
  },
};
