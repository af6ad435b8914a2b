import { ScheduleAlreadyRunning } from '@temporalio/client';
import type { Command } from 'commander';
import { readDefinition } from '../../config/read-definition';
import { canaryScheduleId, ORCHESTRATOR_QUEUE } from '../../model/names';
import { UsageError } from '../console/exit';
import { withJson, wholeNumber } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';

interface Options extends Output {
  readonly hosts: number;
  readonly cron: string;
}

/** `canary schedule`: a Temporal Schedule that takes host after host of an aligned cluster. */
export function addCanaryCommands(program: Command): void {
  const canary = program.command('canary').description('upgrade the hosts of an aligned cluster on a schedule');
  withJson(canary.command('schedule <cluster>'))
    .description('create a Temporal schedule that runs one canary at a time; a bad canary pauses it')
    .option('--hosts <count>', 'hosts each time', wholeNumber, 1)
    .requiredOption('--cron <expression>', "when, for example '0 2 * * *'")
    .action(schedule);
}

async function schedule(cluster: string, { hosts, cron, ...output }: Options): Promise<void> {
  await readDefinition(cluster);
  const scheduleId = canaryScheduleId(cluster);
  await withTemporal(async ({ client, url }) => {
    await client.schedule
      .create({
        scheduleId,
        spec: { cronExpressions: [cron] },
        action: {
          type: 'startWorkflow',
          workflowType: 'canaryUpgrade',
          workflowId: scheduleId,
          taskQueue: ORCHESTRATOR_QUEUE,
          args: [{ cluster, hosts }],
        },
        policies: { overlap: 'SKIP', catchupWindow: '5m', pauseOnFailure: true },
      })
      .catch((error: unknown) => {
        if (error instanceof ScheduleAlreadyRunning)
          throw new UsageError(
            `The schedule ${scheduleId} exists already; \`temporal schedule delete --schedule-id ${scheduleId}\` removes it.`,
          );
        throw error;
      });
    const page = url(scheduleId).replace('/workflows/', '/schedules/');
    show(
      output,
      { scheduleId, url: page },
      `${scheduleId} takes ${hosts} host${hosts === 1 ? '' : 's'} at ${cron}; see ${page}`,
    );
  });
}
