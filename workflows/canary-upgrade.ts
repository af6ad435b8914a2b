import { workflowInfo } from '@temporalio/workflow';
import type { CanarySettings } from '../model/canary/settings';
import type { CanaryInput, CanaryResult } from '../model/upgrade';
import { CanaryStatus } from './canary/canary-status';
import { rehearse } from './canary/rehearse';
import { takeHosts } from './canary/take-hosts';
import { withOutcome } from './outcome/with-outcome';
import { checkInput, pingDatacenter } from './toolbox/prepare';

/** Of runs of earlier versions, which knew none. */
const FORMER: CanarySettings = {
  mode: 'hosts',
  named: null,
  window: { open: true, leftMs: null },
  soakMinutes: 0,
  judged: false,
};

/**
 * Takes the next hosts of an aligned cluster through `hosts` and `agents`, or rehearses the whole upgrade, within a maintenance window of
 * the definition, and judges how that went. A bad canary is rolled back where it failed, and pauses its schedule.
 */
export function canaryUpgrade(input: CanaryInput): Promise<CanaryResult> {
  return withOutcome(() => carryOut(input));
}

async function carryOut(input: CanaryInput): Promise<CanaryResult> {
  const { cluster, count, datacenter, canary } = await checkInput('canaryUpgrade', input);
  const settings = canary ?? FORMER;
  const { window } = settings;
  const status = new CanaryStatus(canary !== undefined, cluster, datacenter);
  if (!window.open) {
    const summary = `${cluster} has no maintenance window now: the next one begins at ${window.next}. Nothing was done.`;
    return status.end({ outcome: 'skipped', hosts: [], summary });
  }
  const until = window.leftMs === null ? null : Date.now() + window.leftMs;
  await pingDatacenter(datacenter);
  const run = { id: workflowInfo().firstExecutionRunId, cluster, datacenter };
  const work = settings.mode === 'rehearsal' ? rehearse : takeHosts;
  return status.end(await work({ run, count, settings, status, until, former: canary === undefined }));
}
