import { WorkflowNotFoundError } from '@temporalio/client';
import { type Command, Argument } from 'commander';
import type { CommandName, CommandPayload } from '../../model/operator/operator-commands';
import type { CommandState } from '../../model/operator/command-state';
import { upgradeWorkflowId } from '../../model/names';
import { GATES, type GateName, type PhaseName } from '../../model/phases';
import { UsageError } from '../console/exit';
import { operator, phaseNames, withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { startUnderLock } from './upgrade';

const PLAIN: readonly (readonly [CommandName, string])[] = [
  ['pause', 'pause between two steps'],
  ['resume', 'continue after a pause, or try again after a failure'],
  ['abort', 'stop between two steps; roll back if --on-failure says so'],
];
const OF_HOSTS: readonly (readonly [CommandName, string, string])[] = [
  ['retryHost', 'retry-host', 'try a host again, or let a held or skipped one continue'],
  ['skipHost', 'skip-host', 'take a host back and leave it out'],
  ['holdHost', 'hold-host', 'let a host wait before its next step'],
];

/** Operators' commands to a running upgrade: updates, so that nonsense is refused with an answer. */
export function addControlCommands(program: Command): void {
  for (const [name, description] of PLAIN)
    withJson(program.command(`${name} <cluster>`))
      .description(description)
      .action((cluster: string, output: Output) => send(cluster, name, {}, output));
  for (const [name, command, description] of OF_HOSTS)
    withJson(program.command(`${command} <cluster> <host>`))
      .description(description)
      .action((cluster: string, host: string, output: Output) => send(cluster, name, { host }, output));
  withJson(program.command('approve <cluster>'))
    .description('open a gate')
    .addArgument(new Argument('<gate>').choices(GATES))
    .option('--by <name>', 'who approves', operator())
    .action((cluster: string, gate: GateName, { by, ...output }: Output & { by: string }) =>
      send(cluster, 'approve', { gate, by }, output),
    );
  withJson(program.command('roll-back <cluster>'))
    .description('undo what the ledger records, newest first; stops a running upgrade')
    .option('--phases <names>', 'only these phases; no upgrade may be running', phaseNames)
    .option('--wait', 'wait until it ends', false)
    .action(rollBack);
}

/** Sends a command; fails when nothing runs for this cluster. */
async function send(cluster: string, name: CommandName, payload: CommandPayload, output: Output): Promise<void> {
  const state = await trySend(cluster, name, payload);
  if (state === undefined) throw new UsageError(`No upgrade of ${cluster} is running.`);
  show(output, state, `Sent ${name} to ${upgradeWorkflowId(cluster)}.`);
}

async function trySend(cluster: string, name: CommandName, payload: CommandPayload): Promise<CommandState | undefined> {
  return withTemporal(async ({ client }) => {
    try {
      const handle = client.workflow.getHandle(upgradeWorkflowId(cluster));
      return await handle.executeUpdate<CommandState, [CommandPayload]>(name, {
        args: [{ by: operator(), ...payload }],
      });
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  });
}

interface RollBackOptions extends Output {
  readonly phases?: readonly PhaseName[];
  readonly wait: boolean;
}

async function rollBack(cluster: string, { phases, wait, ...output }: RollBackOptions): Promise<void> {
  if (phases === undefined) {
    const state = await trySend(cluster, 'rollBack', {});
    if (state !== undefined) return show(output, state, `Sent rollBack to ${upgradeWorkflowId(cluster)}.`);
  }
  return startUnderLock('rollBackCluster', { cluster, ...(phases && { phases }) }, { ...output, wait });
}
