import type { Command } from 'commander';
import { addFleetControlCommands } from './fleet-control';
import { addFleetStatusCommand } from './fleet-status';
import { addFleetStartCommand } from './fleet-start';

/** `fleet`: clusters that are upgraded in waves. */
export function addFleetCommands(program: Command): void {
  const fleet = program.command('fleet').description('upgrade clusters in waves');
  addFleetStartCommand(fleet);
  addFleetStatusCommand(fleet);
  addFleetControlCommands(fleet);
}
