import { ScheduleNotFoundError, type ScheduleHandle } from '@temporalio/client';
import type { Command } from 'commander';
import { canaryScheduleId } from '../../model/names';
import { setPaused } from '../../workers/set-paused';
import { explain, UsageError } from '../console/exit';
import { operator, withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { printCanaries, printCanary } from '../print/print-canaries';
import { listCanaries, readCanary } from '../read/canaries';
import { addScheduleCommand, schedulePage } from './schedule-canary';

interface Reason extends Output {
  readonly why?: string;
}

/** `canary`: schedules of Temporal that take host after host of an aligned cluster, or rehearse its upgrade. */
export function addCanaryCommands(program: Command): void {
  const canary = program.command('canary').description('upgrade the hosts of an aligned cluster on a schedule');
  addScheduleCommand(canary);
  withJson(canary.command('list')).description('list the schedules of all clusters').action(list);
  withJson(canary.command('show <cluster>'))
    .description('show a schedule, and what became of its newest canaries')
    .action(showOne);
  withJson(canary.command('pause <cluster>'))
    .description('start no canary any more; one that runs goes on')
    .option('--why <text>', 'the reason, which `show` tells')
    .action(pause);
  withJson(canary.command('resume <cluster>'))
    .description('let a paused schedule start canaries again')
    .option('--why <text>', 'the reason, which `show` tells')
    .action(resume);
  withJson(canary.command('delete <cluster>'))
    .description('remove a schedule; a canary that runs goes on')
    .action(remove);
}

async function list(output: Output): Promise<void> {
  await withTemporal(async ({ client }) => {
    const schedules = await listCanaries(client);
    show(output, schedules, printCanaries(schedules));
  });
}

async function showOne(cluster: string, output: Output): Promise<void> {
  await withTemporal(async ({ client, url }) => {
    const found = await readCanary(client, cluster, (error) => explain(error).message);
    if (found === undefined) throw noSchedule(cluster);
    const page = schedulePage(url, found.scheduleId);
    show(output, { ...found, url: page }, `${printCanary(found, found.runs)}\n${page}`);
  });
}

async function pause(cluster: string, { why, ...output }: Reason): Promise<void> {
  const note = noteOf('paused', why);
  await change(cluster, (handle) => setPaused(handle, true, note));
  show(output, { cluster, paused: true, note }, `${cluster}: no canary is started any more (${note}).`);
}

async function resume(cluster: string, { why, ...output }: Reason): Promise<void> {
  const note = noteOf('resumed', why);
  await change(cluster, (handle) => setPaused(handle, false, note));
  show(output, { cluster, paused: false, note }, `${cluster}: canaries are started again (${note}).`);
}

async function remove(cluster: string, output: Output): Promise<void> {
  await change(cluster, (handle) => handle.delete());
  show(output, { cluster, deleted: true }, `${cluster}: the canary schedule is removed; a canary that runs goes on.`);
}

function noteOf(what: string, why?: string): string {
  return `${what} by ${operator()}${why === undefined ? '' : `: ${why}`}`;
}

/** Changes a cluster's schedule; a `UsageError` where there is none. */
async function change(cluster: string, act: (handle: ScheduleHandle) => Promise<unknown>): Promise<void> {
  await withTemporal(async ({ client }) => {
    await act(client.schedule.getHandle(canaryScheduleId(cluster))).catch((error: unknown) => {
      if (error instanceof ScheduleNotFoundError) throw noSchedule(cluster);
      throw error;
    });
  });
}

function noSchedule(cluster: string): UsageError {
  return new UsageError(`${cluster} has no canary schedule: stackleap canary schedule ${cluster} --cron … makes one.`);
}
