import type { WorkflowHandle } from '@temporalio/client';
import type { WorkflowHarness } from '../workflows/support/workflow-harness';
import { latch } from '../workflows/support/latch';
import { wholePlan } from '../workflows/support/plans';

/** What a release must still be able to go on with: each ends with the workflows whose histories are kept. */
export const SCENARIOS: Readonly<Record<string, (harness: WorkflowHarness) => Promise<Readonly<Record<string, WorkflowHandle>>>>> = {
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
    const child = (id: string): WorkflowHandle => harness.env.client.workflow.getHandle(`upgrade/blue/${id}`);
    return {
      upgradeCluster: upgrade,
      alignDatabases: child('images/all'),
      recreateNetwork: child('network/all'),
      upgradeHosts: child('hosts'),
      upgradeHostBatch: child('hosts/all'),
      restartAgents: child('agents'),
      restartAgent: child('agent/compute1'),
    };
  },

  /** A step fails in a child, everything is undone. */
  'rolled-back': async (harness) => {
    harness.behaviours['hosts/compute2/step1'] = async () => Promise.reject(harness.failure('PackageMissing', 'nova.'));
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'rollBack' });
    await upgrade.result().catch(() => undefined);
    return { upgradeCluster: upgrade, upgradeHostBatch: harness.env.client.workflow.getHandle('upgrade/blue/hosts/all') };
  },

  /** Held, then rolled back from the ledger. */
  held: async (harness) => {
    harness.behaviours['freeze/apis/step1'] = async () => Promise.reject(harness.failure('RowsDiffer', 'No.'));
    const upgrade = await harness.begin('upgradeCluster', { cluster: 'blue', onFailure: 'hold' });
    await upgrade.result().catch(() => undefined);
    const back = await harness.begin('rollBackCluster', { cluster: 'blue' });
    await back.result();
    return { upgradeCluster: upgrade, rollBackCluster: back };
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
};
