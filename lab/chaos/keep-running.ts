import type { Background } from '../demo/background';

/** A process that is started again whenever it ends, as systemd does it. */
export interface Kept {
  kill(): void;
  stop(): Promise<void>;
}

export async function keepRunning(start: () => Promise<Background>): Promise<Kept> {
  let stopping = false;
  let running = await start();
  const watch = async (): Promise<void> => {
    for (;;) {
      await running.failed.catch(() => undefined);
      if (stopping) return;
      running = await start();
      // asked to stop while it started
      if (stopping) await running.stop();
    }
  };
  void watch();
  return {
    kill: () => process.kill(running.pid, 'SIGKILL'),
    stop: () => {
      stopping = true;
      return running.stop();
    },
  };
}
