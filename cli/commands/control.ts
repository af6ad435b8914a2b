import { type Command, Argument } from 'commander';
import type { CommandName, CommandPayload } from '../../model/operator/operator-commands';
import { GATES, type GateName } from '../../model/gates';
import { upgradeWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import { UsageError } from '../console/exit';
import { operator, phaseNames, withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { sentText } from '../console/send';
import { sendCommand } from '../console/send-command';
import { startUnderLock } from './start-under-lock';

const PLAIN: readonly (readonly [CommandName, string])[] = [
  ['pause', 'pause between two steps'],
  ['resume', 'continue after a pause, or try again after a failure'],
  ['abort', 'stop between two steps, or a roll-back between two undos; roll back if --on-failure says so'],
];
const OF_HOSTS: readonly (readonly [CommandName, string, string])[] = [
  ['retryHost', 'retry-host', 'try a host again, or let a held or skipped one continue'],
  ['skipHost', 'skip-host', 'take a host back and leave it out'],
  ['holdHost', 'hold-host', 'let a host wait before its next step'],
];

/** What every command may be given, for the audit. */
interface Reason {
  readonly why?: string;
}

function command(program: Command, usage: string, description: string): Command {
  return withJson(program.command(usage)).description(description).option('--why <text>', 'the reason, for the audit');
}

/** Operators' commands to a running upgrade. */
export function addControlCommands(program: Command): void {
  for (const [name, description] of PLAIN)
    command(program, `${name} <cluster>`, description).action((cluster: string, { json, ...reason }: Output & Reason) =>
      send(cluster, name, reason, { json }),
    );
  for (const [name, usage, description] of OF_HOSTS)
    command(program, `${usage} <cluster> <host>`, description).action(
      (cluster: string, host: string, { json, ...reason }: Output & Reason) =>
        send(cluster, name, { host, ...reason }, { json }),
    );
  command(program, 'approve <cluster>', 'open a gate')
    .addArgument(new Argument('<gate>').choices(GATES))
    .option('--by <name>', 'who approves', operator())
    .action((cluster: string, gate: GateName, { json, ...who }: Output & Reason & { by: string }) =>
      send(cluster, 'approve', { gate, ...who }, { json }),
    );
  command(program, 'roll-back <cluster>', 'undo what the ledger records, newest first; stops a running upgrade')
    .option('--phases <names>', 'only these phases; no upgrade may be running', phaseNames)
    .option('--wait', 'wait until it ends', false)
    .action(rollBack);
}

/** Sends a command; fails when nothing runs for this cluster. */
async function send(cluster: string, name: CommandName, payload: CommandPayload, output: Output): Promise<void> {
  const sent = await sendCommand(cluster, name, payload);
  if (sent === undefined) throw new UsageError(`No upgrade of ${cluster} is running.`);
  show(output, sent, sentText(upgradeWorkflowId(cluster), name, sent));
}

interface RollBackOptions extends Output, Reason {
  readonly phases?: readonly PhaseName[];
  readonly wait: boolean;
}

async function rollBack(cluster: string, { phases, wait, json, ...reason }: RollBackOptions): Promise<void> {
  if (phases === undefined) {
    const sent = await sendCommand(cluster, 'rollBack', reason);
    if (sent !== undefined) return show({ json }, sent, sentText(upgradeWorkflowId(cluster), 'rollBack', sent));
  }
  return startUnderLock('rollBackCluster', { cluster, ...(phases && { phases }) }, { json, wait });
}
