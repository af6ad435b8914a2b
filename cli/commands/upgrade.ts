import type { Command } from 'commander';
import { readDefinition } from '../../config/read-definition';
import { names, withJson } from '../console/options';
import { type UpgradeOptions, withUpgradeOptions } from '../console/upgrade-options';
import { startUnderLock } from './start-under-lock';

interface Options extends UpgradeOptions {
  readonly hosts?: readonly string[];
  readonly plan?: string;
}

/** `upgrade`: starts the workflow; one a cluster. */
export function addUpgradeCommand(program: Command): void {
  withUpgradeOptions(withJson(program.command('upgrade <cluster>')))
    .description('start the upgrade of a cluster')
    .option('--hosts <names>', 'only these hypervisors, separated by commas', names)
    .option('--plan <digest>', 'execute exactly the plan that `plan --save` kept')
    .action(upgrade);
}

async function upgrade(cluster: string, { json, wait, ...given }: Options): Promise<void> {
  // What is wrong with the definition is said here and now; the workflow checks it again.
  await readDefinition(cluster);
  await startUnderLock('upgradeCluster', { cluster, ...given }, { json, wait: wait === true });
}
