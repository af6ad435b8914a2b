import type { ClusterDefinition } from '../../model/cluster';
import type { CommandResult } from '../../model/remote-command';
import type { Dependencies } from '../dependencies';

/** A run over many instances says nothing before it has ended. */
const QUIET_MS = 600_000;

/** Runs a subcommand of `nova-manage` where and how the definition says. */
export async function novaManage(
  deps: Dependencies,
  definition: ClusterDefinition,
  argv: readonly string[],
  accept: readonly number[] = [0],
): Promise<CommandResult> {
  const { host, command } = definition.target.novaManage;
  const machine = await deps.machine(definition, host);
  return machine.run([...command, ...argv], { accept, quietMs: QUIET_MS });
}

/** Runs `nova-status`, which stands beside `nova-manage` and takes the same options. */
export async function novaStatus(
  deps: Dependencies,
  definition: ClusterDefinition,
  argv: readonly string[],
  accept: readonly number[],
): Promise<CommandResult> {
  const { host, command } = definition.target.novaManage;
  const machine = await deps.machine(definition, host);
  const beside = command.map((word) => word.replace(/nova-manage$/, 'nova-status'));
  return machine.run([...beside, ...argv], { accept, quietMs: QUIET_MS });
}
