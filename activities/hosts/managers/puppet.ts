import type { RemoteMachine } from '../../../model/remote-command';
import { eventually } from '../../toolbox/eventually';
import { failure } from '../../toolbox/failure';

/** Where Puppet's own package has it, and where Puppet Labs' has. */
const PRINT = `PATH=$PATH:/opt/puppetlabs/bin
command -v puppet >/dev/null || exit 0
exec puppet config print "$1" --section agent`;

/** Whoever starts the agent, by its service, by cron or by hand, gets this for an answer. */
export const DISABLED = Buffer.from(
  JSON.stringify({ disabled_message: 'StackLeap is upgrading this host; see its run and report.' }),
).toString('base64');

/** While it runs it holds this lock, with its pid. */
const IDLE = `[ -s "$1" ] || exit 0
pid=$(cat "$1")
kill -0 "$pid" 2>/dev/null && echo "$pid"`;

/** A catalog of a hypervisor takes minutes. */
const RUN_MS = 900_000;

async function print(machine: RemoteMachine, setting: string): Promise<string> {
  const { stdout } = await machine.run(['sh', '-c', PRINT, 'sh', setting], { accept: 'any', quietMs: 120_000 });
  const path = stdout.trim();
  return path.startsWith('/') ? path : '';
}

/** The file that keeps every run of the agent from doing anything while it is there; '' where there is no Puppet. */
export function readDisabledLock(machine: RemoteMachine): Promise<string> {
  return print(machine, 'agent_disabled_lockfile');
}

/** Waits until a run that goes on has ended. */
export async function untilPuppetIdle(machine: RemoteMachine): Promise<void> {
  const lock = await print(machine, 'agent_catalog_run_lockfile');
  if (lock === '') return;
  await eventually(async () => {
    const { stdout } = await machine.run(['sh', '-c', IDLE, 'sh', lock], { accept: 'any' });
    if (stdout !== '')
      throw failure('HostNotReady', `${machine.name}: Puppet is at work (pid ${stdout.trim()}). End it.`);
  }, RUN_MS);
}
