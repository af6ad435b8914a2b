import type { CommandResult, RemoteMachine } from '../../../model/remote-command';
import type { Alarm, ClusterStatus } from './cluster-status';
import { parseErlangList } from './erlang-terms';
import { parseClusterStatus } from './parse-cluster-status';
import { alarmOf } from './status-from-terms';

/** What came of the question; without a status it failed, or its answer cannot be understood. */
export interface AskedStatus {
  readonly result: CommandResult;
  readonly status?: ClusterStatus;
}

/** Asks the node on a machine, by a command that runs rabbitmqctl there (`docker exec rabbitmq rabbitmqctl`). Alarms are null where no question tells them. */
export async function readClusterStatus(machine: RemoteMachine, command: readonly string[]): Promise<AskedStatus> {
  const result = await machine.run([...command, 'cluster_status'], { accept: 'any' });
  const status = result.exitCode === 0 ? parseClusterStatus(result.stdout) : undefined;
  if (status === undefined) return { result };
  const silent = status.alarms === null && status.running !== null;
  return { result, status: silent ? { ...status, alarms: await readAlarms(machine, command, status.asked) } : status };
}

/** Before 3.6 `cluster_status` has no alarms; each node knows those of all. */
async function readAlarms(
  machine: RemoteMachine,
  command: readonly string[],
  asked: string | null,
): Promise<readonly Alarm[] | null> {
  const { exitCode, stdout } = await machine.run([...command, 'eval', 'rabbit_alarm:get_alarms().'], { accept: 'any' });
  const terms = exitCode === 0 ? parseErlangList(stdout) : undefined;
  return terms?.flatMap((term) => alarmOf(term, asked ?? machine.name)) ?? null;
}
