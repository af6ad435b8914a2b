import type { RemoteMachine } from '../../model/remote-command';
import { MachineError } from '../ssh/machine-error';

export interface WaitOptions {
  /** Called with every look: heartbeats. What it throws ends the wait, not the step. */
  readonly onPoll?: () => void;
  readonly signal?: AbortSignal | undefined;
  readonly pollMs?: number;
  /** How long the machine may be out of reach in the meantime. Default five minutes. */
  readonly patienceMs?: number;
}

/** Asks a machine by a shell script; undefined while it is out of reach. */
export type Ask = (
  script: string,
  words: readonly string[],
  options?: { readonly signal?: AbortSignal },
) => Promise<string | undefined>;

/** Asks a machine again and again, which may be out of reach for `patienceMs`: then it fails with HostUnreachable. */
export function askPatiently(machine: RemoteMachine, patienceMs: number): Ask {
  let seen = Date.now();
  return async (script, words, options) => {
    try {
      const { stdout } = await machine.run(['sh', '-c', script, 'sh', ...words], options);
      seen = Date.now();
      return stdout;
    } catch (error) {
      const lost = error instanceof MachineError && error.type === 'HostUnreachable';
      if (!lost || Date.now() - seen > patienceMs) throw error;
      return undefined;
    }
  };
}
