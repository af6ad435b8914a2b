import { CancellationScope, type ChildWorkflowHandle, defineSignal, sleep } from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import { upgradeWorkflowId } from '../../model/names';
import type { CommandPayload } from '../../model/operator/operator-commands';
import type { CanaryResult, UpgradeInput, UpgradeResult } from '../../model/upgrade';
import { inDatacenter } from '../toolbox/activities';
import { throwPlain } from '../toolbox/prepare';
import type { Canary } from './canary';
import { pauseSchedule } from './pause-schedule';
import { upgradeAsChild } from './upgrade-child';

const ROLL_BACK = defineSignal<[CommandPayload]>('rollBack');

/**
 * Takes the whole cluster forward to the last phase that can be undone, and all the way back. When the window ends it turns back at once.
 * A cluster on which something was done already is left alone: the way back would take that with it.
 */
export async function rehearse({ run, status, until }: Canary): Promise<CanaryResult> {
  const { cluster } = run;
  const { undos } = await inDatacenter(run.datacenter, 'Look for what is done already')
    .readUndos({ run, phases: null, plan: null, failed: [] })
    .catch(throwPlain);
  const [done] = undos;
  if (done !== undefined) return skipped(`${cluster} is no longer as it was (${done.step}): nothing was rehearsed.`);
  status.enter('rehearsal', `Rehearses the upgrade of ${cluster}.`);
  const ended = await upgradeAsChild(
    { cluster, rehearse: true, approval: 'auto', onFailure: 'rollBack' },
    `Rehearsal of ${cluster}`,
    (upgrade) => turnBackAt(until, upgrade, cluster),
  );
  if (ended === 'busy') return skipped(`${upgradeWorkflowId(cluster)} is running already; nothing was done.`);
  if (ended instanceof ApplicationFailure) {
    await pauseSchedule(cluster, `The rehearsal failed: ${ended.message}`);
    throw ended;
  }
  return ended.verdict === 'rehearsed'
    ? { outcome: 'good', hosts: [], summary: `${cluster} was rehearsed, forward and back.` }
    : {
        outcome: 'stopped',
        hosts: [],
        summary: `The maintenance window ended amid the rehearsal of ${cluster}: it is back where it was.`,
      };
}

function skipped(summary: string): CanaryResult {
  return { outcome: 'skipped', hosts: [], summary };
}

/** The upgrade's result; at `until` it is told to go back. */
async function turnBackAt(
  until: number | null,
  upgrade: ChildWorkflowHandle<(input: UpgradeInput) => Promise<UpgradeResult>>,
  cluster: string,
): Promise<UpgradeResult> {
  if (until === null) return upgrade.result();
  const timer = new CancellationScope();
  const turning = timer
    .run(async () => {
      await sleep(Math.max(until - Date.now(), 1));
      await upgrade.signal(ROLL_BACK, { by: `canary/${cluster}`, why: 'the maintenance window ended' });
    })
    // the upgrade has ended before
    .catch(() => undefined);
  try {
    return await upgrade.result();
  } finally {
    timer.cancel();
    await turning;
  }
}
