import type { CanaryEvent } from '../../model/canary/record';
import { listFirst } from '../../model/list-first';
import type { CanaryResult } from '../../model/upgrade';
import { inDatacenter } from '../toolbox/activities';
import { throwPlain } from '../toolbox/prepare';
import type { Canary } from './canary';
import { soakAndJudge } from './judge';
import { pauseSchedule } from './pause-schedule';
import { type Taken, takeTurns } from './take-turns';

/** Takes hosts of an aligned cluster through, leaves them alone for a while, and judges them. A bad canary pauses its schedule. */
export async function takeHosts(canary: Canary): Promise<CanaryResult> {
  const { run, settings, count } = canary;
  const { hosts, good } = await inDatacenter(run.datacenter, 'Choose the next hosts')
    .readNextHosts({ run, count, named: settings.named })
    .catch(throwPlain);
  if (hosts.length === 0) {
    const summary = `Every host${settings.named === null ? '' : ' that was named'} of ${run.cluster} has finished.`;
    await pauseSchedule(run.cluster, summary);
    return { outcome: 'complete', hosts, summary };
  }
  // What is not recorded as good later on counts as bad.
  await record(canary, { is: 'begun', good });
  const taken = await takeTurns(canary, hosts);
  await soakAndJudge(canary, taken.turns);
  const result = resultOf(taken);
  await record(canary, result.outcome === 'good' ? { is: 'good', hosts: result.hosts } : { is: 'stopped' });
  return result;
}

async function record({ run, settings }: Canary, event: CanaryEvent): Promise<void> {
  if (!settings.judged) return;
  await inDatacenter(run.datacenter, `Record that the canary is ${event.is}`)
    .recordCanary({ run, event })
    .catch(throwPlain);
}

function resultOf({ turns, sent, lost, stopped }: Taken): CanaryResult {
  const hosts = turns.map(({ host }) => host);
  const loss = `${listFirst(hosts)}: ${lost} of ${sent} pings lost.`;
  if (stopped === '') return { outcome: 'good', hosts, summary: loss };
  if (hosts.length === 0) return { outcome: 'skipped', hosts, summary: `${stopped} Nothing was done.` };
  return { outcome: 'stopped', hosts, summary: `${loss} ${stopped} The others come with a later canary.` };
}
