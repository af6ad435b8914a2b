import { setTimeout as sleep } from 'node:timers/promises';
import { isLockTrouble } from '../../../connectors/package-managers/lock-holder';
import type { PackageManager } from '../../../connectors/package-managers/package-manager';
import { MachineError } from '../../../connectors/ssh/machine-error';
import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';
import { beat, cancellation } from '../../toolbox/heartbeat';

export interface LockPatience {
  /** How long another process may install packages. Default ten minutes. */
  readonly waitMs?: number;
  readonly pollMs?: number;
}

/** As if a package manager had ended on a lock: rpm itself would wait for it without end, and tell nobody. */
class LockHeld extends Error {}

/** Rejects while another process installs packages, so that `pastLock` waits and says for whom. */
export async function refuseLock(machine: RemoteMachine, manager: PackageManager): Promise<void> {
  if ((await manager.readLockHolder(machine)) !== undefined) throw new LockHeld();
}

function isLocked(error: unknown): boolean {
  if (error instanceof LockHeld) return true;
  const result = error instanceof MachineError ? error.result : undefined;
  return result !== undefined && isLockTrouble(result.exitCode, `${result.stdout}\n${result.stderr}`);
}

/**
 * Does work of a package manager again, with heartbeats, as long as another process installs packages. Fails with HostNotReady, which names
 * that process, when it goes on for too long.
 */
export async function pastLock<T>(
  machine: RemoteMachine,
  manager: PackageManager,
  work: () => Promise<T>,
  { waitMs = 600_000, pollMs = 2_000 }: LockPatience = {},
): Promise<T> {
  const end = Date.now() + waitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error)) throw error;
      const holder = await manager.readLockHolder(machine);
      const who = holder === undefined ? 'an unknown process' : `process ${holder.pid} (${holder.command})`;
      if (Date.now() >= end)
        throw failure(
          'HostNotReady',
          `${machine.name}: ${who} has kept ${manager.name} from working for ${Math.round(waitMs / 1000)} s.`,
          error,
        );
      beat({ host: machine.name, waitingFor: who });
      await sleep(pollMs, undefined, { signal: cancellation() });
    }
  }
}
