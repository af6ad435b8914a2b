import type { RemoteMachine } from '../../model/remote-command';

export interface UnitState {
  readonly unit: string;
  /** systemd's ActiveState: active, inactive, failed, activating … */
  readonly active: string;
  /** False when systemd knows no such unit. */
  readonly exists: boolean;
  /** True when nothing can start it, after the next boot neither. */
  readonly masked: boolean;
}

/** Stein's services can take a minute to end, and an agent waits for its running iteration. */
const QUIET_MS = 180_000;

/** The states of systemd units, in the order of the names. */
export async function readUnits(machine: RemoteMachine, units: readonly string[]): Promise<readonly UnitState[]> {
  if (units.length === 0) return [];
  const { stdout } = await machine.run([
    'systemctl',
    'show',
    '--all',
    '--property=ActiveState,LoadState,UnitFileState',
    '--',
    ...units,
  ]);
  const blocks = stdout.trim().split(/\n\n+/);
  return units.map((unit, i) => {
    const fields = new Map((blocks[i] ?? '').split('\n').map((line) => line.split('=') as [string, string]));
    const load = fields.get('LoadState');
    const active = fields.get('ActiveState') ?? 'unknown';
    return { unit, active, exists: load !== 'not-found', masked: fields.get('UnitFileState') === 'masked' };
  });
}

export function isRunning({ active }: UnitState): boolean {
  return active === 'active' || active === 'activating' || active === 'reloading';
}

export async function changeUnits(
  machine: RemoteMachine,
  verb: 'start' | 'stop' | 'restart',
  units: readonly string[],
): Promise<void> {
  if (units.length > 0) await machine.run(['systemctl', verb, '--', ...units], { quietMs: QUIET_MS });
}
