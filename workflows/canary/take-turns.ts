import { ApplicationFailure } from '@temporalio/common';
import type { Turn } from '../../model/canary/turn';
import { listFirst } from '../../model/list-first';
import { upgradeWorkflowId } from '../../model/names';
import { inDatacenter } from '../toolbox/activities';
import { throwPlain } from '../toolbox/prepare';
import type { Canary } from './canary';
import { endBad, pauseSchedule } from './pause-schedule';
import { upgradeAsChild } from './upgrade-child';

/** What a canary has taken. */
export interface Taken {
  readonly turns: readonly Turn[];
  readonly sent: number;
  readonly lost: number;
  /** Why it took no more; '' where it took all. */
  readonly stopped: string;
}

/**
 * Takes one host after the other through `hosts` and `agents`, and looks after each what its VMs lost: between two of them is the border
 * at which it ends with its window. The first one that was bad pauses the schedule and rejects; what was taken before stays.
 */
export async function takeTurns(canary: Canary, hosts: readonly string[]): Promise<Taken> {
  const { status, until, former } = canary;
  let taken: Taken = { turns: [], sent: 0, lost: 0, stopped: '' };
  for (const turn of former ? [hosts] : hosts.map((host) => [host])) {
    const through = taken.turns.map(({ host }) => host);
    if (until !== null && Date.now() >= until)
      return { ...taken, stopped: `The maintenance window ended after ${through.length} of ${hosts.length} hosts.` };
    status.enter('hosts', `Takes ${listFirst(turn)}; through: ${listFirst(through) || 'none yet'}.`);
    const loss = await takeTurn(canary, turn);
    if (loss === 'busy') return { ...taken, stopped: `${upgradeWorkflowId(canary.run.cluster)} is running already.` };
    const since = Date.now();
    taken = {
      ...taken,
      turns: [...taken.turns, ...turn.map((host) => ({ host, since }))],
      sent: taken.sent + loss.sent,
      lost: taken.lost + loss.lost,
    };
  }
  return taken;
}

async function takeTurn(
  { run, settings }: Canary,
  hosts: readonly string[],
): Promise<{ readonly sent: number; readonly lost: number } | 'busy'> {
  const names = listFirst(hosts);
  const ended = await upgradeAsChild(
    {
      cluster: run.cluster,
      hosts,
      phases: ['preflight', 'hosts', 'agents'],
      onFailure: 'rollBack',
      // Nobody is there to ask amid a window: who made the schedule has approved.
      ...(settings.judged && { approval: 'auto' as const }),
    },
    `Canary: ${names}`,
  );
  if (ended === 'busy') return ended;
  if (ended instanceof ApplicationFailure) {
    await pauseSchedule(run.cluster, `Canary ${names} failed: ${ended.message}`);
    throw ended;
  }
  const loss = await inDatacenter(run.datacenter, 'Judge the loss').readCanaryLoss({ run, hosts }).catch(throwPlain);
  if (loss.bad.length === 0) return loss;
  return endBad(run.cluster, 'PacketsLost', `${names}: silent beyond the budget: ${listFirst(loss.bad)}.`);
}
