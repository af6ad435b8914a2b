import { sleep } from '@temporalio/workflow';
import { listFirst } from '../../model/list-first';
import { inDatacenter } from '../toolbox/activities';
import { throwPlain } from '../toolbox/prepare';
import type { Canary } from './canary';
import { endBad } from './pause-schedule';
import type { Turn } from '../../model/canary/turn';

/** Leaves hosts that are through alone for a while, then judges them. Pauses the schedule and rejects with `CanaryBad` where something is wrong. */
export async function soakAndJudge({ run, settings, status }: Canary, turns: readonly Turn[]): Promise<void> {
  if (!settings.judged || turns.length === 0) return;
  const names = listFirst(turns.map(({ host }) => host));
  if (settings.soakMinutes > 0) {
    status.enter('soak', `Leaves ${names} alone for ${settings.soakMinutes} minutes, before the verdict.`);
    await sleep(`${settings.soakMinutes} minutes`);
  }
  status.enter('verdict', `Looks at APIs, services and logs of ${names}.`);
  const { problems } = await inDatacenter(run.datacenter, 'Look how the hosts are')
    .readCanaryHealth({ run, turns })
    .catch(throwPlain);
  if (problems.length > 0)
    await endBad(run.cluster, 'CanaryBad', `${names}:\n${problems.map((one) => `- ${one}`).join('\n')}\n`);
}
