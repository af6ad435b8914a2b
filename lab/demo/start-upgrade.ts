import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ORCHESTRATOR_QUEUE, upgradeWorkflowId } from '../../model/names';
import type { GateName } from '../../model/gates';
import type { UpgradeInput } from '../../model/upgrade';

const run = promisify(execFile);

/** The real `temporal` command, pointed at the demo's server. */
export interface TemporalCommand {
  readonly binary: string;
  /** host:port of the server. */
  readonly address: string;
}

async function temporal({ binary, address }: TemporalCommand, argv: readonly string[]): Promise<void> {
  const quoted = argv.map((word) => (/^[\w./=:-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  console.log(`$ temporal ${quoted}`);
  await run(binary, [...argv, '--address', address]);
}

/** Starts the upgrade as an operator does. Fails when one is running for this cluster. */
export async function startUpgrade(command: TemporalCommand, input: UpgradeInput): Promise<string> {
  const id = upgradeWorkflowId(input.cluster);
  await temporal(command, [
    ...['workflow', 'start', '--fail-existing', '--type', 'upgradeCluster', '--task-queue', ORCHESTRATOR_QUEUE],
    ...['--workflow-id', id, '--input', JSON.stringify(input)],
  ]);
  return id;
}

/** Gives an approval by signal, as an operator does. */
export async function approve(command: TemporalCommand, workflowId: string, gate: GateName): Promise<void> {
  const payload = JSON.stringify({ gate, by: 'demo' });
  await temporal(command, [
    ...['workflow', 'signal', '--workflow-id', workflowId, '--name', 'approve', '--input', payload],
  ]);
}
