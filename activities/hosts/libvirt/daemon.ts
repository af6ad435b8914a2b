import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';
import { eventually } from '../../toolbox/eventually';

/** libvirt's daemon, as systemd has it. */
export interface Daemon {
  readonly running: boolean;
  /** systemd's LoadState: loaded, masked, not-found … */
  readonly loaded: string;
  /** What a stop of the unit kills besides the daemon itself; `process` is nothing. */
  readonly killMode: string;
  /** `<pid>@<start in clock ticks since boot>`; '' where none runs. */
  readonly life: string;
}

const READ = `shown=$(systemctl show --property=LoadState,ActiveState,KillMode,MainPID -- "$1") || exit
echo "$shown"
pid=$(echo "$shown" | sed -n 's/^MainPID=//p')
[ "$pid" = 0 ] || { printf Start=; sed 's/^.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20; }`;

export async function readDaemon(machine: RemoteMachine, unit: string): Promise<Daemon> {
  const { stdout } = await machine.run(['sh', '-c', READ, 'sh', unit], { accept: 'any' });
  const fields = new Map(stdout.split('\n').map((line) => line.split('=') as [string, string]));
  const start = fields.get('Start') ?? '';
  return {
    running: fields.get('ActiveState') === 'active',
    loaded: fields.get('LoadState') ?? 'not-found',
    killMode: fields.get('KillMode') ?? '',
    life: start === '' ? '' : `${fields.get('MainPID')}@${start}`,
  };
}

/** A libvirtd with hundreds of guests connects to each of their monitors before it answers. */
const RESTART_MS = 300_000;

/**
 * Restarts the daemon and waits until it runs; answers its new life. Its unit may notify and never time out: systemd is not waited for.
 * Refused where the stop would kill guests.
 */
export async function restartDaemon(machine: RemoteMachine, unit: string): Promise<string> {
  const before = await readDaemon(machine, unit);
  if (before.running && before.killMode !== 'process')
    throw failure(
      'HostNotReady',
      `${machine.name}: a stop of ${unit} would kill more than the daemon (KillMode is ${before.killMode}). Set KillMode=process in its unit.`,
    );
  await machine.run(['systemctl', 'reset-failed', '--', unit], { accept: 'any' });
  await machine.run(['systemctl', 'restart', '--no-block', '--', unit]);
  return eventually(async () => {
    const { running, life } = await readDaemon(machine, unit);
    if (!running || life === '' || life === before.life)
      throw failure('HostNotReady', `${machine.name}: ${unit} does not come up. Read its log: journalctl -u ${unit}.`);
    return life;
  }, RESTART_MS);
}
