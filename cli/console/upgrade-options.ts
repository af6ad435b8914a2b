import { Option, type Command } from 'commander';
import type { SharedInput } from '../../model/fleet/fleet';
import { ON_FAILURE } from '../../model/upgrade';
import { phaseNames } from './options';
import type { Output } from './output';

/** What an upgrade is started with, alone or in a fleet. */
export interface UpgradeOptions extends Output, SharedInput {
  readonly wait?: boolean;
}

/** Adds the options that an upgrade has alone and in a fleet. */
export function withUpgradeOptions(command: Command): Command {
  return command
    .option('--phases <names>', 'only these phases, separated by commas', phaseNames)
    .addOption(new Option('--approval <who>', 'whether gates wait for `approve`').choices(['manual', 'auto']))
    .addOption(new Option('--on-failure <what>', 'what happens when a step has failed').choices(ON_FAILURE))
    .option(
      '--rehearse',
      'go forward until just before the new APIs open, and all the way back; the old APIs are closed meanwhile',
    )
    .option('--no-seed-flows', 'restart agents unprotected: no flows carry the traffic meanwhile')
    .option('--wait', 'wait until it ends');
}
