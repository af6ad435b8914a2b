import { ScheduleAlreadyRunning } from '@temporalio/client';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { readDefinition } from '../../config/read-definition';
import { CANARY_MODES, type CanaryMode } from '../../model/canary/settings';
import { canaryScheduleId, ORCHESTRATOR_QUEUE } from '../../model/names';
import { pluralize } from '../../model/pluralize';
import type { CanaryInput } from '../../model/upgrade';
import { UsageError } from '../console/exit';
import { names, withJson, wholeNumber } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';

interface Options extends Output {
  readonly hosts?: number | readonly string[];
  readonly mode?: CanaryMode;
  readonly cron: string;
}

/** `canary schedule`: makes the schedule of a cluster. */
export function addScheduleCommand(canary: Command): void {
  withJson(canary.command('schedule <cluster>'))
    .description('create a Temporal schedule that runs one canary at a time; a bad canary pauses it')
    .option('--hosts <count or names>', 'hosts each time; default: more after good ones', countOrNames)
    .addOption(new Option('--mode <mode>', 'upgrade hosts, or rehearse the whole upgrade').choices(CANARY_MODES))
    .requiredOption('--cron <expression>', "when, for example '0 2 * * *'")
    .action(schedule);
}

function countOrNames(value: string): number | readonly string[] {
  if (/^-?[\d.]+$/.test(value)) return wholeNumber(value);
  const hosts = names(value);
  if (hosts.includes('')) throw new InvalidArgumentError('a number, or names separated by commas.');
  return hosts;
}

async function schedule(cluster: string, { hosts, mode, cron, ...output }: Options): Promise<void> {
  const { canary } = await readDefinition(cluster);
  const scheduleId = canaryScheduleId(cluster);
  const input: CanaryInput = { cluster, ...(hosts !== undefined && { hosts }), ...(mode && { mode }) };
  await withTemporal(async ({ client, url }) => {
    await client.schedule
      .create({
        scheduleId,
        spec: { cronExpressions: [cron], ...(canary && { timezone: canary.timeZone }) },
        action: {
          type: 'startWorkflow',
          workflowType: 'canaryUpgrade',
          workflowId: scheduleId,
          taskQueue: ORCHESTRATOR_QUEUE,
          args: [input],
        },
        policies: { overlap: 'SKIP', catchupWindow: '5m', pauseOnFailure: true },
      })
      .catch((error: unknown) => {
        if (error instanceof ScheduleAlreadyRunning)
          throw new UsageError(
            `The schedule ${scheduleId} exists already: stackleap canary delete ${cluster} removes it.`,
          );
        throw error;
      });
    const page = schedulePage(url, scheduleId);
    const zone = canary === undefined ? '' : ` ${canary.timeZone}`;
    show(
      output,
      { scheduleId, url: page },
      `${scheduleId} ${takes(input, canary !== undefined)} at ${cron}${zone}; see ${page}`,
    );
  });
}

function takes({ hosts, mode }: CanaryInput, widens: boolean): string {
  if (mode === 'rehearsal') return 'rehearses the upgrade';
  if (typeof hosts === 'object') return `takes ${hosts.join(', ')}`;
  return hosts === undefined && widens ? 'takes more hosts after good ones' : `takes ${pluralize(hosts ?? 1, 'host')}`;
}

/** The web UI's page of a schedule. */
export function schedulePage(url: (id: string) => string, scheduleId: string): string {
  return url(scheduleId).replace('/workflows/', '/schedules/');
}
