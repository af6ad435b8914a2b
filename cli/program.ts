import { Command } from 'commander';
import { addCanaryCommands } from './commands/canary';
import { addCodecServerCommand } from './commands/codec-server';
import { addControlCommands } from './commands/control';
import { addDefinitionCommands } from './commands/definition';
import { addFleetCommands } from './commands/fleet';
import { addLabCommands } from './commands/lab';
import { addPlanCommand } from './commands/plan';
import { addReportCommand } from './commands/report';
import { addStatusCommand } from './commands/status';
import { addUpgradeCommand } from './commands/upgrade';
import { addWorkerCommand } from './commands/worker';

/** The whole command line. It only starts, asks and shows: everything that acts is a workflow. */
export function createProgram(): Command {
  const program = new Command('stackleap')
    .description('Lifts a running OpenStack cluster over many releases at once, while its VMs keep answering.')
    .exitOverride()
    .showHelpAfterError('(see --help)');
  addDefinitionCommands(program);
  addPlanCommand(program);
  addUpgradeCommand(program);
  addStatusCommand(program);
  addControlCommands(program);
  addCanaryCommands(program);
  addFleetCommands(program);
  addReportCommand(program);
  addLabCommands(program);
  addWorkerCommand(program);
  addCodecServerCommand(program);
  return program;
}
