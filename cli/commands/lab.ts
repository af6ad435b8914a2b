import type { Command } from 'commander';
import { wholeNumber, withJson } from '../console/options';
import { show, type Output } from '../console/output';

/** `lab`: a real cluster on this machine. Its code is loaded only when it is asked for. */
export function addLabCommands(program: Command): void {
  const lab = program.command('lab').description('a real Liberty cluster beside a live Stein, on this machine');
  withJson(lab.command('up'))
    .description('build what is missing and start it')
    .option('--instances <count>', 'instances in the old databases', wholeNumber)
    .action(up);
  withJson(lab.command('down')).description('stop it, and keep the layers cached').action(down);
  withJson(lab.command('status')).description('show what runs and what answers').action(status);
  withJson(lab.command('shell <host>')).description('open a terminal on one of its machines').action(shell);
}

async function up({ instances, ...output }: Output & { readonly instances?: number }): Promise<void> {
  const { labUp } = await import('../../lab/commands/up.js');
  const hosts = await labUp(instances === undefined ? {} : { instances });
  const names = hosts.map(({ machine }) => machine.name);
  show(output, { up: names }, `Up: ${names.join(', ')}.`);
}

async function down(output: Output): Promise<void> {
  const { labDown } = await import('../../lab/commands/down.js');
  const { clearStage } = await import('../../lab/demo/stage.js');
  // what a demo with --keep has left running beside the lab
  await clearStage();
  await labDown();
  show(output, { up: [] }, 'Down.');
}

async function status(output: Output): Promise<void> {
  const { labStatus } = await import('../../lab/commands/status.js');
  const found = await labStatus();
  show(output, found, JSON.stringify(found, undefined, 2));
}

async function shell(host: string): Promise<void> {
  const { labShell } = await import('../../lab/commands/shell.js');
  process.exitCode = labShell(host);
}
