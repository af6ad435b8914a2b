import { upgradeWorkflowId } from '../../model/names';
import type { CommandState } from '../../model/operator/command-state';
import type { CommandName, CommandPayload } from '../../model/operator/operator-commands';
import { operator } from './options';
import { send } from './send';

/** How a command went out to a cluster's run: with what commands add up to there, or as a signal. */
export type SentCommand = ({ readonly sentAs: 'update' } & CommandState) | { readonly sentAs: 'signal' };

/** Sends a command to a cluster's run. Answers undefined when nothing runs for this cluster. */
export async function sendCommand(
  cluster: string,
  name: CommandName,
  payload: CommandPayload,
  answerWithinMs?: number,
): Promise<SentCommand | undefined> {
  const full: CommandPayload = { by: operator(), ...payload };
  const sent = await send<CommandState>(upgradeWorkflowId(cluster), name, full, answerWithinMs);
  return sent?.sentAs === 'update' ? { sentAs: 'update', ...sent.answer } : sent;
}
